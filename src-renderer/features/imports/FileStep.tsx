import { Button, FileButton, Progress, Stack, Text, Title } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { ErrorState, sayError } from '../../ui/feedback/ErrorState'
import { uploadFile } from '../../ui/files'
import { Note } from '../../ui/feedback/Note'
import { Page, PageBody } from '../../ui/page/Page'
import { WizardSteps } from '../../ui/page/WizardSteps'
import { History } from './History'
import { STEPS } from './fates'
import css from './imports.module.css'
import { type FileRead, readFile, useImports } from './use-imports'

const ACCEPT = '.csv,.txt,.tsv,.xlsx,.vcf,.vcard,text/csv,text/plain,text/vcard'

/** First step: a file, chosen or dropped; below, the imports so far. */
export function FileStep({ onRead }: { onRead: (uploadId: string, file: FileRead) => void }) {
  const past = useImports()
  const [share, setShare] = useState<number | null>(null)
  const [name, setName] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [over, setOver] = useState(false)

  const take = async (file: File | null | undefined) => {
    if (!file || share !== null) return
    setError(null)
    setName(file.name)
    setShare(0)
    try {
      const uploadId = await uploadFile(file, setShare)
      onRead(uploadId, await readFile(uploadId))
    } catch (thrown) {
      setError(thrown)
    } finally {
      setShare(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <Page title="Import people" above={<WizardSteps steps={STEPS} active={0} />} scroll>
      <PageBody narrow>
        {error !== null && (
          <Note tone="bad" alert title={`“${name}” could not be read`}>
            {sayError(error)}
          </Note>
        )}
        <section
          className={css.drop}
          aria-label="File"
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileSpreadsheet size={28} stroke={1.4} color="var(--db-ink-3)" aria-hidden />
          {share === null ? (
            <>
              <div>
                <Title order={2} size="h3">
                  A spreadsheet or an address book
                </Title>
                <Text maw="62ch" c="second">
                  An Excel workbook (.xlsx) or a CSV file with a line for each person, or the cards (.vcf)
                  that Google Contacts, Outlook or a phone export. Nothing is written before you have seen
                  what becomes of every line.
                </Text>
              </div>
              <FileButton onChange={(file) => void take(file)} accept={ACCEPT}>
                {(props) => (
                  <Button size="md" {...props}>
                    Choose a file
                  </Button>
                )}
              </FileButton>
              <Text mt={-4} c="dimmed">
                or drop it here
              </Text>
            </>
          ) : (
            <Stack gap="sm" w="min(420px, 100%)" role="status">
              <p>Reading {name}</p>
              <Progress value={share * 100} aria-label="Reading the file" />
            </Stack>
          )}
        </section>
        {past.error ? (
          <ErrorState
            what="The imports so far could not be shown"
            error={past.error}
            onRetry={() => void past.refetch()}
          />
        ) : (
          past.data && past.data.length > 0 && <History imports={past.data} />
        )}
      </PageBody>
    </Page>
  )
}
