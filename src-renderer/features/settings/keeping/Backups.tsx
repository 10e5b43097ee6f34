import { ActionIcon, Button, Checkbox, Menu, SegmentedControl, Table, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconArchive, IconDots, IconRestore } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMay, useSession } from '../../../app/client/session'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { FormModal } from '../../../ui/forms/FormModal'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Note } from '../../../ui/feedback/Note'
import { ChoiceField } from '../../../ui/fields/ChoiceField'
import { SecretInput } from '../../../ui/fields/SecretInput'
import { Panel, PanelEmpty } from '../../../ui/page/Panel'
import { PlainTable } from '../../../ui/tables/PlainTable'
import { toast, toastError } from '../../../ui/feedback/toast'
import { When } from '../../../ui/records/When'
import { Head } from '../Head'
import { PathField } from './PathField'
import {
  type Backup,
  type Backups as Kept,
  backUpNow,
  openArchive,
  restore,
  setFolder,
  setPassphrase,
  useBackups,
} from './use-backups'

const WHY = {
  daily: 'Daily',
  update: 'Before an update',
  send: 'With a send',
  hand: 'By hand',
  restore: 'Before a restore',
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`

type Opening = { act: 'restore' | 'archive'; file: string }

/** Backups of everything, and what can be done with one. */
export function Backups() {
  const may = useMay('admin')
  return may ? <Admin /> : <Head title="Backups" />
}

function Admin() {
  const { data, error, isPending, refetch } = useBackups()
  const [naming, setNaming] = useState(false)
  const [moving, setMoving] = useState(false)
  const [opening, setOpening] = useState<Opening | null>(null)
  const now = () =>
    void backUpNow()
      .then(({ bytes }) => toast({ say: `Backed up: ${sizeOf(bytes)}` }))
      .catch(toastError)
  return (
    <>
      <Head
        title="Backups"
        action={
          data?.passphraseStored && (
            <Button loading={data.running} onClick={now}>
              Back up now
            </Button>
          )
        }
      >
        One encrypted file with people, texts, consent, opt-outs and settings: every day, beside each send to
        many, and before an update changes the database. All of two days are kept, one a day for two weeks,
        one a week for eight.
      </Head>
      <LoadingLine on={isPending} />
      {error && (
        <ErrorState what="The backups could not be listed" error={error} onRetry={() => void refetch()} />
      )}
      {data && (
        <>
          <State backups={data} onPassphrase={() => setNaming(true)} />
          <Panel
            title="Folder"
            action={
              <Button size="xs" variant="default" onClick={() => setMoving(true)}>
                Change the folder…
              </Button>
            }
          >
            <PanelEmpty c="bright">{data.folder}</PanelEmpty>
          </Panel>
          <Panel
            title="Backups"
            count={data.list.length}
            action={
              <Button size="xs" variant="default" onClick={() => setOpening({ act: 'restore', file: '' })}>
                Open another file…
              </Button>
            }
          >
            {data.list.length === 0 ? (
              <PanelEmpty>None in this folder yet.</PanelEmpty>
            ) : (
              <List list={data.list} onOpen={setOpening} />
            )}
          </Panel>
          {data.passphraseStored && (
            <Text maw="68ch" c="second">
              The passphrase is needed to open a backup, also on this PC, and nobody can recover it. Keep it
              on paper, away from this PC.{' '}
              <Button size="compact-xs" variant="quiet" onClick={() => setNaming(true)}>
                Choose a new passphrase…
              </Button>
            </Text>
          )}
        </>
      )}
      {naming && <PassphraseForm stored={data?.passphraseStored ?? false} onClose={() => setNaming(false)} />}
      {moving && data && <FolderForm backups={data} onClose={() => setMoving(false)} />}
      {opening && (
        <OpenForm
          opening={opening}
          stored={data?.passphraseStored ?? false}
          chooser={data?.chooser ?? 'list'}
          onClose={() => setOpening(null)}
        />
      )}
    </>
  )
}

function State({ backups, onPassphrase }: { backups: Kept; onPassphrase: () => void }) {
  const { passphraseStored, failure, list } = backups
  if (!passphraseStored)
    return (
      <Note
        tone="bad"
        title="There are no backups"
        action={
          <Button size="sm" onClick={onPassphrase}>
            Choose a passphrase…
          </Button>
        }
      >
        If this PC breaks, everything in Deskbell is lost. Choose a passphrase, and the first backup is made
        at once.
      </Note>
    )
  const [last] = list
  if (failure)
    return (
      <Note tone="bad" title="The last backup did not work" alert>
        {failure}
      </Note>
    )
  if (!last) return null
  return (
    <Note tone="ok" title="Backups are made by themselves">
      The last one: <When at={last.at} />, {sizeOf(last.bytes)}.
    </Note>
  )
}

function List({ list, onOpen }: { list: Backup[]; onOpen: (opening: Opening) => void }) {
  return (
    <PlainTable
      label="Backups"
      heads={[
        { head: 'Made' },
        { head: 'Why', width: 170 },
        { head: 'Size', width: 90, number: true },
        { head: 'Actions', width: 64, hidden: true },
      ]}
    >
      {list.map(({ name, at, bytes, why }) => (
        <Table.Tr key={name}>
          <Table.Td title={name}>{at === '' ? name : <When at={at} />}</Table.Td>
          <Table.Td c="second">{why === null ? 'Another file' : WHY[why]}</Table.Td>
          <Table.Td data-number>{sizeOf(bytes)}</Table.Td>
          <Table.Td ta="end">
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={`More for ${name}`}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconArchive size={16} stroke={1.6} />}
                  onClick={() => onOpen({ act: 'archive', file: name })}
                >
                  Open to read only…
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconRestore size={16} stroke={1.6} />}
                  onClick={() => onOpen({ act: 'restore', file: name })}
                >
                  Restore…
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Table.Td>
        </Table.Tr>
      ))}
    </PlainTable>
  )
}

function PassphraseForm({ stored, onClose }: { stored: boolean; onClose: () => void }) {
  const form = useForm({
    initialValues: { passphrase: '', again: '' },
    validate: {
      again: (again, { passphrase }) => (again === passphrase ? null : 'This is not the same.'),
    },
  })
  return (
    <FormModal
      opened
      onClose={onClose}
      title={stored ? 'Choose a new passphrase' : 'Choose a passphrase for backups'}
      form={form}
      submit={stored ? 'Use this passphrase from now on' : 'Start backing up'}
      onSubmit={async () => {
        await setPassphrase(form.values.passphrase)
        toast({ say: 'Backups are encrypted with this passphrase from now on' })
      }}
    >
      <Text c="second">
        Four or five words that do not belong together. Write it down: without it nobody can open a backup.
        {stored && ' Older backups keep the passphrase they were made with.'}
      </Text>
      <SecretInput
        label="Passphrase"
        maxLength={200}
        data-autofocus
        autoComplete="new-password"
        show="Show the passphrase"
        {...form.getInputProps('passphrase')}
      />
      <SecretInput
        label="Once more"
        maxLength={200}
        autoComplete="new-password"
        show="Show it once more"
        {...form.getInputProps('again')}
      />
    </FormModal>
  )
}

function FolderForm({ backups, onClose }: { backups: Kept; onClose: () => void }) {
  const form = useForm({
    initialValues: { folder: backups.isDefaultFolder ? '' : backups.folder, make: false },
  })
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Change the folder of the backups"
      form={form}
      submit="Use this folder"
      onSubmit={async () => {
        await setFolder(form.values.folder, form.values.make)
        toast({ say: 'Backups go there from now on' })
      }}
    >
      <PathField
        what="folder"
        chooser={backups.chooser}
        label="Folder"
        description="The full path, best on another drive. Empty: the folder “backups” in the data folder."
        data-autofocus
        {...form.getInputProps('folder')}
      />
      <Checkbox
        label="Make the folder where it is missing"
        {...form.getInputProps('make', { type: 'checkbox' })}
      />
    </FormModal>
  )
}

type OpenFormProps = {
  opening: Opening
  stored: boolean
  chooser: Kept['chooser']
  onClose: () => void
}
function OpenForm({ opening, stored, chooser, onClose }: OpenFormProps) {
  const { mode } = useSession()
  const navigate = useNavigate()
  const [act, setAct] = useState(opening.act)
  const form = useForm({ initialValues: { file: opening.file, passphrase: '', mode } })
  const own = opening.file !== ''
  return (
    <FormModal
      opened
      onClose={onClose}
      title={act === 'restore' ? 'Restore a backup?' : 'Open as an archive'}
      form={form}
      submit={act === 'restore' ? 'Replace everything with this backup' : 'Open to read only'}
      danger={act === 'restore'}
      onSubmit={async () => {
        const { file, passphrase } = form.values
        if (act === 'archive') {
          await openArchive(file, passphrase, form.values.mode)
          void navigate('/people')
          return
        }
        await restore(file, passphrase)
        toast({ say: 'Restored. Sending is paused until the carrier was asked' })
        void navigate('/todo')
      }}
    >
      {!own && (
        <SegmentedControl
          aria-label="What to do with the file"
          data={[
            { value: 'restore', label: 'Restore it' },
            { value: 'archive', label: 'Only read it' },
          ]}
          value={act}
          onChange={(value) => setAct(value as typeof act)}
        />
      )}
      {act === 'restore' ? (
        <Note tone="warn" title="What happens">
          People, texts, consent and settings become those of the backup. What there is now is kept as one
          more encrypted backup, for a while. Sending stays paused while Deskbell looks up at the carrier what
          was sent and answered since, and then asks you. Do not use Deskbell on the old PC any more.
        </Note>
      ) : (
        <Text c="second">
          You see what was in it, and nothing in it can be changed or sent. What you work with now goes on
          behind it.
        </Text>
      )}
      {own ? (
        <PanelEmpty c="bright">{opening.file}</PanelEmpty>
      ) : (
        <PathField
          what="file"
          chooser={chooser}
          label="File"
          description={
            act === 'archive'
              ? 'The full path of a backup or of a database (.db)'
              : 'The full path of a backup'
          }
          data-autofocus
          {...form.getInputProps('file')}
        />
      )}
      {own && form.errors.file && <Note tone="bad">{form.errors.file}</Note>}
      <SecretInput
        label="Passphrase"
        description={stored ? 'Empty: the one stored on this PC' : 'The one it was made with'}
        maxLength={200}
        autoComplete="off"
        show="Show the passphrase"
        {...form.getInputProps('passphrase')}
      />
      {act === 'archive' && (
        <ChoiceField
          label="Which data"
          data={[
            { value: 'live', label: 'Live' },
            { value: 'practice', label: 'Practice' },
          ]}
          {...form.getInputProps('mode')}
        />
      )}
    </FormModal>
  )
}
