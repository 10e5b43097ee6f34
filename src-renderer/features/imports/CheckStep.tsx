import { Box, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconArrowLeft, IconDownload, IconUserPlus } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { ActionFoot } from '../../ui/page/ActionFoot'
import { type Column, DataTable } from '../../ui/tables/DataTable'
import { NothingFound } from '../../ui/feedback/Empty'
import { sayError } from '../../ui/feedback/ErrorState'
import { download } from '../../ui/files'
import { useCount } from '../../ui/locale'
import { Note } from '../../ui/feedback/Note'
import { Page } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toastError } from '../../ui/feedback/toast'
import { WizardSteps } from '../../ui/page/WizardSteps'
import { FATE_LOOK, FATE_SAY, FATE_WORD, FATES, STEPS } from './fates'
import { Running } from './Running'
import {
  cancelImport,
  type Checked,
  type Fate,
  type FateRow,
  type FileRead,
  fateRows,
  rejectedFile,
  runImport,
} from './use-imports'

type CheckStepProps = {
  uploadId: string
  file: FileRead
  checked: Checked
  onBack: (problem?: unknown) => void
  onDone: (importId: number, counts: Partial<Record<Fate, number>>) => void
}

const COLUMNS: readonly Column<FateRow>[] = [
  {
    key: 'line',
    head: 'Line',
    width: 84,
    number: false,
    cell: (row) => <span>{row.line}</span>,
  },
  {
    key: 'fate',
    head: 'What happens',
    width: 132,
    cell: (row) => (
      <Text span {...FATE_LOOK[row.fate]}>
        {FATE_WORD[row.fate]}
      </Text>
    ),
  },
  {
    key: 'first',
    head: 'First name',
    width: 120,
    cell: (row) => (
      <Box component="bdi" fw={550} title={row.firstName}>
        {row.firstName || '–'}
      </Box>
    ),
  },
  {
    key: 'last',
    head: 'Last name',
    width: 130,
    cell: (row) => (
      <Box component="bdi" fw={550} title={row.lastName}>
        {row.lastName || '–'}
      </Box>
    ),
  },
  {
    key: 'numbers',
    head: 'Numbers',
    width: 160,
    cell: (row) => <span>{row.numbers.join(', ') || '–'}</span>,
  },
  {
    key: 'why',
    head: 'Why',
    cell: (row) => (
      <span className={text.second} title={row.why}>
        {row.why}
      </span>
    ),
  },
]

/** Third step: what becomes of every line, before anything is written. */
export function CheckStep({ uploadId, file, checked, onBack, onDone }: CheckStepProps) {
  const say = useCount()
  const [fate, setFate] = useState<Fate | null>(null)
  const [running, setRunning] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const of = (one: Fate) => checked.counts[one] ?? 0
  const coming = of('new') + of('merge') + of('add')
  const above = <WizardSteps steps={STEPS} active={2} onStep={(index) => index === 1 && onBack()} />

  const run = async () => {
    setRunning(true)
    setFailure(null)
    try {
      const { importId, counts } = await runImport(uploadId)
      onDone(importId, counts)
    } catch (error) {
      setFailure(sayError(error))
      setRunning(false)
    }
  }
  if (running)
    return (
      <Running
        title={`Importing ${file.name}`}
        above={above}
        total={coming}
        say="Cancelling takes back whatever was written so far."
        cancel="Cancel the import"
        onCancel={() => cancelImport(uploadId)}
      />
    )
  return (
    <>
      <Page
        title={<Outcome counts={checked.counts} />}
        above={above}
        below={<Subline file={file} checked={checked} />}
      >
        {failure && (
          <Box p="10px var(--db-gutter) 0">
            <Note tone="bad" alert title="The import did not finish">
              {failure}
            </Note>
          </Box>
        )}
        <Group gap={10} flex="none" py={10} px="gutter">
          <SegmentedControl
            aria-label="Which lines"
            value={fate ?? 'all'}
            onChange={(value) => setFate(value === 'all' ? null : (value as Fate))}
            data={[
              { value: 'all', label: `All ${say(file.rows)}` },
              ...FATES.filter((one) => of(one) > 0).map((one) => ({
                value: one,
                label: `${FATE_WORD[one]} ${say(of(one))}`,
              })),
            ]}
          />
          <span className={`${text.small} ${text.muted}`}>
            {fate && `${FATE_WORD[fate]}: ${FATE_SAY[fate]}.`}
          </span>
          <span className={text.grow} />
          {of('rejected') > 0 && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => void rejectedFile(uploadId).then(download).catch(toastError)}
            >
              Download the {plural(of('rejected'), 'rejected line')}
            </Button>
          )}
        </Group>
        <DataTable
          label="Lines of the file"
          columns={COLUMNS}
          queryKey={['imports', 'lines', uploadId, fate, checked]}
          fetchPage={(offset, limit) => fateRows(uploadId, fate, offset, limit)}
          rowId={(row) => row.line}
          rowName={(row) => row.name}
          empty={<NothingFound title="No such line." />}
        />
      </Page>
      <ActionFoot>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={() => onBack()}
        >
          Back
        </Button>
        <Button
          size="md"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          disabled={coming === 0}
          onClick={() => void run()}
        >
          Import {plural(coming, 'person', 'people')}
        </Button>
      </ActionFoot>
    </>
  )
}

const OUTCOMES = [
  ['merge', 'completed'],
  ['join', 'joined with another line'],
  ['skip', 'skipped'],
  ['rejected', 'rejected'],
] as const satisfies readonly [Fate, string][]

/** What the import would come to, in a sentence. */
function Outcome({ counts }: { counts: Checked['counts'] }) {
  const say = useCount()
  return (
    <span className={text.sentence}>
      <b>{plural((counts.new ?? 0) + (counts.add ?? 0), 'record')}</b> would be new
      {OUTCOMES.map(([fate, word]) => {
        const count = counts[fate] ?? 0
        return (
          count > 0 && (
            <Fragment key={fate}>
              , <b>{say(count)}</b> {word}
            </Fragment>
          )
        )
      })}
    </span>
  )
}

function Subline({ file, checked }: { file: FileRead; checked: Checked }) {
  return (
    <Text c="dimmed">
      Nothing is written yet. {plural(file.rows, 'line')} of {file.name}
      {checked.numbersRepaired > 0 &&
        `, ${plural(checked.numbersRepaired, 'number')} damaged by a spreadsheet and repaired`}
      {checked.answersKept > 0 &&
        `, ${plural(checked.answersKept, 'line')} whose “yes” or “no” is not taken over because a no, an opt-out or a later answer is on the record`}
      {checked.newAccounts > 0 && `, ${plural(checked.newAccounts, 'account')} to be added`}.
    </Text>
  )
}
