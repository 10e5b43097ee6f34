import { Button, Select, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { IconHandStop } from '@tabler/icons-react'
import { useState } from 'react'
import type { PlainKey } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import { SearchField } from '../../../ui/tables/SearchField'
import { useMay } from '../../../app/client/session'
import { type Column, DataTable } from '../../../ui/tables/DataTable'
import { Empty, NothingFound } from '../../../ui/feedback/Empty'
import { FormModal } from '../../../ui/forms/FormModal'
import { PhoneNumber } from '../../../ui/records/PhoneNumber'
import text from '../../../ui/text.module.css'
import { toast, toastError } from '../../../ui/feedback/toast'
import { Day } from '../../../ui/records/When'
import { Head } from '../Head'
import css from '../settings.module.css'
import { askCarrier, type Blocked, block, blockedPage, decide, lift } from '../use-settings'

const CAUSE = {
  stop: 'skip.stop',
  carrier: 'skip.carrier',
  manual: 'skip.manual',
  doubtful: 'block.doubtful',
} as const satisfies Record<Blocked['cause'], PlainKey>

const namesOf = ({ people }: Blocked) => people.map(({ name }) => name).join(', ')

const columnsOf = (onLift: (row: Blocked) => void, onAsk: (row: Blocked) => void): Column<Blocked>[] => [
  {
    key: 'number',
    head: 'Number',
    width: 150,
    cell: (row) => <PhoneNumber national={row.national} e164={row.e164} />,
  },
  {
    key: 'people',
    head: 'Whose',
    width: 150,
    cell: (row) =>
      row.people.length > 0 ? (
        <span title={namesOf(row)}>{namesOf(row)}</span>
      ) : (
        <span className={text.muted}>Nobody’s now</span>
      ),
  },
  {
    key: 'cause',
    head: 'Why',
    cell: (row) => (
      <span title={row.detail}>
        <Text span fw={550} c={row.cause === 'doubtful' ? 'warn' : undefined}>
          {say(CAUSE[row.cause])}
        </Text>
        {row.detail && <span className={text.muted}> · {row.detail}</span>}
      </span>
    ),
  },
  { key: 'at', head: 'Since', width: 112, cell: (row) => <Day at={row.at} className={text.muted} /> },
  {
    key: 'decide',
    head: 'Mend',
    width: 236,
    fit: true,
    cell: (row) => <Mend row={row} onLift={() => onLift(row)} onAsk={() => onAsk(row)} />,
  },
]

/** Numbers that get no text, whatever any record says. */
export function BlockedNumbers() {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 150)
  const [adding, setAdding] = useState(false)
  const [lifting, setLifting] = useState<Blocked | null>(null)
  const [asking, setAsking] = useState<Blocked | null>(null)
  return (
    <>
      <Head
        title="Blocked numbers"
        action={
          <Button leftSection={<IconHandStop size={15} aria-hidden />} onClick={() => setAdding(true)}>
            Block a number
          </Button>
        }
      >
        These get no text, for anybody who shares the number. A STOP survives deleting, importing and
        restoring.
      </Head>
      <SearchField
        label="Find a blocked number"
        placeholder="Find a number"
        value={typed}
        onChange={setTyped}
        w={260}
      />
      <div className={css.table}>
        <DataTable
          label="Blocked numbers"
          columns={columnsOf(setLifting, setAsking)}
          queryKey={['consent', 'suppressions', search]}
          fetchPage={blockedPage(search)}
          rowId={(row) => row.id}
          rowName={(row) => row.national}
          rowHeight={40}
          empty={
            search ? (
              <NothingFound title="No blocked number matches." />
            ) : (
              <Empty title="No number is blocked">
                A STOP sent in by text blocks its number by itself. A refusal by phone or at the desk is
                recorded here or on the record.
              </Empty>
            )
          }
        />
      </div>
      {adding && <BlockForm onClose={() => setAdding(false)} />}
      {asking && <AskForm row={asking} onClose={() => setAsking(null)} />}
      {lifting && <LiftForm row={lifting} onClose={() => setLifting(null)} />}
    </>
  )
}

const decided = (row: Blocked, meant: 'stop' | 'not-stop') =>
  void decide({ id: row.id, meant }).then(
    () =>
      toast({ say: meant === 'stop' ? `Blocked ${row.national}` : `${row.national} may be texted again` }),
    toastError,
  )

type MendProps = { row: Blocked; onLift: () => void; onAsk: () => void }
/** What may be done about a blocked number, or why nothing may. */
function Mend({ row, onLift, onAsk }: MendProps) {
  const manager = useMay('manager')
  if (row.cause === 'doubtful')
    return (
      <>
        <Button
          size="xs"
          variant="default"
          aria-label={`Block ${row.national}`}
          onClick={() => decided(row, 'stop')}
        >
          Block
        </Button>{' '}
        <Button
          size="xs"
          variant="quiet"
          aria-label={`${row.national} meant something else`}
          onClick={() => decided(row, 'not-stop')}
        >
          Meant something else
        </Button>
      </>
    )
  if (row.cause === 'manual' && manager)
    return (
      <Button size="xs" variant="quiet" aria-label={`Lift the block of ${row.national}`} onClick={onLift}>
        Lift the block…
      </Button>
    )
  if (row.cause === 'carrier' && manager && row.people.length > 0)
    return (
      <Button size="xs" variant="quiet" aria-label={`Ask Twilio about ${row.national}`} onClick={onAsk}>
        They opted in again…
      </Button>
    )
  return (
    <span className={text.muted}>
      {row.cause === 'manual' ? 'A manager can lift it' : 'Only by START from the phone'}
    </span>
  )
}

function BlockForm({ onClose }: { onClose: () => void }) {
  const form = useForm({ initialValues: { number: '', detail: '' } })
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Block a number"
      form={form}
      submit="Block this number"
      danger
      onSubmit={async () => {
        await block(form.values)
        toast({ say: `Blocked ${form.values.number.trim()}` })
      }}
    >
      <TextInput
        label="Phone number"
        type="tel"
        maxLength={40}
        data-autofocus
        {...form.getInputProps('number')}
      />
      <TextInput
        label="Why?"
        placeholder="Asked by phone for no more texts"
        maxLength={300}
        {...form.getInputProps('detail')}
      />
    </FormModal>
  )
}

function LiftForm({ row, onClose }: { row: Blocked; onClose: () => void }) {
  const form = useForm({ initialValues: { reason: '' } })
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Lift the block of ${row.national}?`}
      form={form}
      submit="Lift the block"
      onSubmit={async () => {
        await lift({ id: row.id, reason: form.values.reason })
        toast({ say: `Lifted the block of ${row.national}` })
      }}
    >
      <Text c="second">It was blocked by hand: {row.detail || 'no reason was kept'}.</Text>
      <Textarea
        label="Why may it be texted again?"
        autosize
        minRows={2}
        maxLength={300}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </FormModal>
  )
}

/** Only the carrier knows whether the person opted in there: it is asked with a text. */
function AskForm({ row, onClose }: { row: Blocked; onClose: () => void }) {
  const [draftId] = useState(() => crypto.randomUUID())
  const form = useForm({
    initialValues: { recipientId: String(row.people[0]?.id ?? ''), body: '', reason: '' },
  })
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Ask Twilio about ${row.national}?`}
      form={form}
      submit="Send this text"
      onSubmit={async () => {
        const { recipientId, ...values } = form.values
        await askCarrier({ ...values, id: row.id, draftId, recipientId: Number(recipientId) })
        toast({ say: `Asked Twilio about ${row.national}. Its answer is on the record.` })
      }}
    >
      <Text c="second">
        Twilio blocks this number. If the person has opted in there again, it takes this text, and the block
        is lifted. If not, it refuses the text, and nothing changes.
      </Text>
      {row.people.length > 1 && (
        <Select
          label="Whose text is it?"
          allowDeselect={false}
          data={row.people.map(({ id, name }) => ({ value: String(id), label: name }))}
          {...form.getInputProps('recipientId')}
        />
      )}
      <Textarea
        label="Text"
        autosize
        minRows={2}
        maxLength={1600}
        data-autofocus
        {...form.getInputProps('body')}
      />
      <TextInput
        label="What did the person tell you?"
        placeholder="Texted START to our other number"
        maxLength={300}
        {...form.getInputProps('reason')}
      />
    </FormModal>
  )
}
