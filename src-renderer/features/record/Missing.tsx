import { Box, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { openDialog } from '../../app/stores/dialogs'
import { useMay } from '../../app/client/session'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { decideOptOut, type RecordOf } from './use-record'

/** Each precondition that is missing, with its remedy at the right end of its line. */
export function Missing({ record }: { record: RecordOf }) {
  if (record.missing.length === 0) return null
  return (
    <Box
      component="ul"
      className={`${text.lineOver} ${text.rows}`}
      mx="calc(var(--db-gutter) * -1)"
      bg="var(--db-sunken)"
      aria-label="What is missing"
    >
      {record.missing.map((one) => (
        <Group component="li" py="xs" px="gutter" mih={36} key={`${one.what} ${one.say}`}>
          <IconAlertTriangle size={16} stroke={1.8} color="var(--db-warn)" aria-hidden />
          <span>
            <b className={text.medium}>{one.what}:</b> <span className={text.second}>{one.say}</span>
          </span>
          <span className={text.grow} />
          <Remedy record={record} one={one} />
        </Group>
      ))}
    </Box>
  )
}

function Remedy({ record, one }: { record: RecordOf; one: RecordOf['missing'][number] }) {
  const manager = useMay('manager')
  const edit = () => openDialog({ show: 'person', id: record.id, kind: record.kind })
  switch (one.remedy) {
    case 'add-number':
      return (
        <Button size="xs" variant="quiet" onClick={edit}>
          Add a number…
        </Button>
      )
    case 'change-number':
      return (
        <Button size="xs" variant="quiet" onClick={edit}>
          Change number…
        </Button>
      )
    case 'record-consent':
      return manager ? (
        <Button
          size="xs"
          variant="quiet"
          aria-label={`Record consent to ${one.purpose ?? 'texts'}`}
          onClick={() =>
            openDialog({
              show: 'consent',
              recipientIds: [record.id],
              purpose: one.purpose ?? 'alerts',
              name: record.name,
            })
          }
        >
          Record consent…
        </Button>
      ) : (
        <span className={text.muted}>A manager can record consent.</span>
      )
    case 'decide':
      return <Decide record={record} />
    default:
      return null
  }
}

/** A sentence that sounds like an opt-out holds the number until a person decides. */
function Decide({ record }: { record: RecordOf }) {
  const number = record.numbers.find((one) => one.blocked !== null)
  if (!number) return null
  const decide = (meant: 'stop' | 'not-stop') =>
    decideOptOut(number.e164, meant).then(
      () =>
        toast({
          say: meant === 'stop' ? `Blocked ${number.national}` : `${number.national} may be texted again`,
        }),
      toastError,
    )
  return (
    <Group component="span">
      <Button size="xs" variant="default" onClick={() => void decide('stop')}>
        They want no more texts
      </Button>
      <Button size="xs" variant="default" onClick={() => void decide('not-stop')}>
        They meant something else
      </Button>
    </Group>
  )
}
