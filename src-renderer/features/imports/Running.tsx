import { Button, Progress, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useCount } from '../../ui/locale'
import { Page, PageBody } from '../../ui/page/Page'
import { toastError } from '../../ui/feedback/toast'
import { useJob } from './use-imports'

type RunningProps = {
  title: string
  above: ReactNode
  total: number
  say: string
  /** Names what is cancelled: "Cancel the import". */
  cancel: string
  onCancel: () => Promise<unknown>
}

/** A check or an import while it runs. */
export function Running({ title, above, total, say, cancel, onCancel }: RunningProps) {
  const count = useCount()
  const { job } = useJob()
  const [stopping, setStopping] = useState(false)
  const done = job?.done ?? 0
  const of = job?.total ?? total
  return (
    <Page title={title} above={above} scroll>
      <PageBody narrow>
        <Stack gap={10} maw={460}>
          <p role="status">
            <b>{count(done)}</b> of {count(of)}
          </p>
          <Progress value={of === 0 ? 0 : (done / of) * 100} aria-label={title} />
          <Text c="dimmed">{say}</Text>
          <div>
            <Button
              variant="default"
              loading={stopping}
              onClick={() => {
                setStopping(true)
                onCancel().catch((error: unknown) => {
                  setStopping(false)
                  toastError(error)
                })
              }}
            >
              {cancel}
            </Button>
          </div>
        </Stack>
      </PageBody>
    </Page>
  )
}
