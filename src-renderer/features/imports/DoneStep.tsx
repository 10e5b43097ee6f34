import { Box, Button, Group, Paper, Text } from '@mantine/core'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { download } from '../../ui/files'
import { useCount } from '../../ui/locale'
import { Page, PageBody } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { WizardSteps } from '../../ui/page/WizardSteps'
import { FATE_LOOK, FATE_SAY, FATE_WORD, FATES, STEPS } from './fates'
import { toastError } from '../../ui/feedback/toast'
import { UndoImport } from './UndoImport'
import { type Fate, rejectedFile } from './use-imports'

type DoneStepProps = {
  uploadId: string
  importId: number
  name: string
  counts: Partial<Record<Fate, number>>
  onAgain: () => void
}

/** What the import did, and the way back. */
export function DoneStep({ uploadId, importId, name, counts, onAgain }: DoneStepProps) {
  const say = useCount()
  const [asking, setAsking] = useState(false)
  const created = (counts.new ?? 0) + (counts.add ?? 0)
  return (
    <Page
      title={`${plural(created, 'record')} added${counts.merge ? `, ${say(counts.merge)} completed` : ''}`}
      above={<WizardSteps steps={STEPS} active={STEPS.length} />}
      scroll
    >
      <PageBody narrow>
        <Text c="second">From “{name}”.</Text>
        <Paper withBorder component="dl" className={text.rows}>
          {FATES.filter((fate) => (counts[fate] ?? 0) > 0).map((fate) => (
            <Group key={fate} gap={0} py={9} px={14}>
              <Box component="dt" w={120} fz="sm" {...FATE_LOOK[fate]}>
                {FATE_WORD[fate]}
              </Box>
              <dd>
                <b>{say(counts[fate] ?? 0)}</b> <span className={text.second}>{FATE_SAY[fate]}</span>
              </dd>
            </Group>
          ))}
        </Paper>
        <Group>
          <Button size="md" component={Link} to="/people">
            See the people
          </Button>
          <Button variant="default" onClick={onAgain}>
            Import another file
          </Button>
          {(counts.rejected ?? 0) > 0 && (
            <Button
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden />}
              onClick={() => void rejectedFile(uploadId).then(download).catch(toastError)}
            >
              Download the {plural(counts.rejected ?? 0, 'rejected line')}
            </Button>
          )}
          <span className={text.grow} />
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            Undo this import…
          </Button>
        </Group>
        <UndoImport
          of={asking ? { id: importId, name, created, merged: counts.merge ?? 0 } : null}
          onClose={() => setAsking(false)}
          onUndone={onAgain}
        />
      </PageBody>
    </Page>
  )
}
