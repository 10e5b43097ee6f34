import { Box, Button, Progress, Stack, Switch, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { say } from '#shared/phrases/say'
import { readUpdateAddress } from '#shared/update-address'
import { useEvent } from '../../../app/client/query'
import { useMay } from '../../../app/client/session'
import { ConfirmModal } from '../../../ui/feedback/ConfirmModal'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Note } from '../../../ui/feedback/Note'
import { toastError } from '../../../ui/feedback/toast'
import { Panel } from '../../../ui/page/Panel'
import text from '../../../ui/text.module.css'
import { When } from '../../../ui/records/When'
import { Head } from '../Head'
import { SettingsForm } from '../SettingsForm'
import { PathField } from './PathField'
import {
  downloadUpdate,
  installUpdate,
  lookForUpdates,
  saveUpdates,
  type UpdatesKept,
  updateSeen,
  useUpdates,
} from './use-updates'

const sizeOf = (bytes: number | null) =>
  bytes === null ? '' : `, ${Math.max(1, Math.round(bytes / 1e6))} MB`

/** Newer versions of the program: where they come from, and what there is. */
export function Updates() {
  const { data, error, isPending, refetch } = useUpdates()
  return (
    <>
      <Head title="Updates">
        Deskbell looks once a day where you tell it to, and nowhere else. Nothing is downloaded or installed
        before you agree.
      </Head>
      <LoadingLine on={isPending} />
      {error && (
        <ErrorState what="The updates could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data &&
        (data.unable === null ? (
          <>
            <UpdatePanel updates={data} />
            <Where key={`${data.on} ${data.address}`} updates={data} />
          </>
        ) : (
          <Note title={`This is Deskbell ${data.version}`}>{say(`updates.unable.${data.unable}`)}</Note>
        ))}
    </>
  )
}

function Where({ updates: { on, address } }: { updates: UpdatesKept }) {
  const may = useMay('admin')
  const form = useForm({
    initialValues: { on, address },
    validateInputOnBlur: true,
    validate: {
      address: (typed, values) => {
        const read = readUpdateAddress(typed)
        if (read.ok || (!values.on && read.fault === 'empty')) return null
        return say(`update-address.${read.fault}`)
      },
    },
  })
  return (
    <SettingsForm
      form={form}
      label="Where updates come from"
      disabled={!may}
      saved={form.values.on ? 'Deskbell looks for updates there' : 'Deskbell does not look for updates'}
      onSave={() => saveUpdates(form.values.on, form.values.address)}
    >
      <Switch
        label="Look for updates"
        description="Once a day, and when you ask"
        {...form.getInputProps('on', { type: 'checkbox' })}
      />
      <PathField
        what="folder"
        chooser="system"
        label="Address or folder"
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        description="Your supplier tells you: an address that begins with https://, or a folder of your network"
        placeholder="https://updates.example.com/deskbell"
        {...form.getInputProps('address')}
      />
    </SettingsForm>
  )
}

function UpdatePanel({ updates }: { updates: UpdatesKept }) {
  const { state, version, updatedFrom, on } = updates
  /** The version that is to be installed; the question stays while its backup is made. */
  const [asking, setAsking] = useState<string | null>(null)
  return (
    <>
      {updatedFrom !== null && (
        <Note
          tone="ok"
          title={`Deskbell was updated from ${updatedFrom} to ${version}`}
          action={
            <Button size="xs" variant="default" onClick={() => void updateSeen().catch(toastError)}>
              Understood
            </Button>
          }
        />
      )}
      <Panel
        title={`This is Deskbell ${version}`}
        action={
          on && (
            <Button
              size="xs"
              variant="default"
              loading={state.kind === 'looking'}
              disabled={['downloading', 'ready', 'installing'].includes(state.kind)}
              onClick={() => void lookForUpdates().catch(toastError)}
            >
              Look for updates now
            </Button>
          )
        }
      >
        <Stack className={text.lineOver} p="12px 14px 14px" aria-live="polite">
          <Found updates={updates} onInstall={setAsking} />
        </Stack>
      </Panel>
      <ConfirmModal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={`Install Deskbell ${asking ?? ''} now?`}
        confirm="Make a backup and install it"
        onConfirm={installUpdate}
      >
        A backup is made first. Deskbell then closes and opens again by itself, which takes about a minute.
        Drafts are kept, and scheduled texts wait.
      </ConfirmModal>
    </>
  )
}

function Found({
  updates: { state, leaving },
  onInstall,
}: {
  updates: UpdatesKept
  onInstall: (version: string) => void
}) {
  const may = useMay('admin')
  const [done, setDone] = useState(0)
  useEvent('job', (job) => job.job === 'update' && setDone(job.done))
  const download = () => {
    setDone(0)
    void downloadUpdate().catch(toastError)
  }
  switch (state.kind) {
    case 'off':
      return <Text c="second">Deskbell does not look for updates.</Text>
    case 'looking':
      return <Text c="second">Looking for a newer version …</Text>
    case 'none':
      return (
        <Text c="second">
          {state.at === null ? (
            'Nobody has looked for a newer version yet.'
          ) : (
            <>
              There is no newer version. Looked <When within at={state.at} />.
            </>
          )}
        </Text>
      )
    case 'failed':
      return (
        <Note
          tone={state.code === 'unreachable' ? 'warn' : 'bad'}
          title={
            state.version === null
              ? 'Looking for updates did not work'
              : `Deskbell ${state.version} was not installed`
          }
          action={
            may &&
            state.version !== null &&
            state.code !== 'not-installed' && (
              <Button size="xs" variant="default" onClick={download}>
                Download it again
              </Button>
            )
          }
        >
          {say(`updates.failed.${state.code}`)}
        </Note>
      )
    case 'installing':
      return (
        <Note tone="accent" title={`Deskbell ${state.version} is being installed`}>
          A backup is made first. Then Deskbell closes and opens again by itself; the system may ask for the
          password of an administrator.
        </Note>
      )
    default:
      return (
        <>
          <Note
            tone="accent"
            title={`Deskbell ${state.version} ${state.kind === 'ready' ? 'can be installed' : 'is there'}`}
            action={
              may &&
              (state.kind === 'found' ? (
                <Button size="xs" onClick={download}>
                  Download it{sizeOf(state.bytes)}
                </Button>
              ) : (
                state.kind === 'ready' && (
                  <Button size="xs" disabled={leaving} onClick={() => onInstall(state.version)}>
                    Install it and restart…
                  </Button>
                )
              ))
            }
          >
            {state.kind === 'ready' && leaving
              ? 'Texts leave now or within minutes. It can be installed when they have left.'
              : state.kind === 'downloading'
                ? 'It is being downloaded. You can go on working.'
                : 'Signed by your supplier.'}
          </Note>
          {state.kind === 'downloading' && (
            <Progress value={done} aria-label="Downloaded" aria-valuetext={`${done} %`} />
          )}
          <section aria-label="What is new">
            <Title order={3} fw={550} mb="xs">
              What is new
            </Title>
            {state.notes === '' ? (
              <Text c="second">Your supplier wrote nothing about it.</Text>
            ) : (
              <Box className={text.written} component="p" mah={260} style={{ overflow: 'auto' }}>
                {state.notes}
              </Box>
            )}
          </section>
        </>
      )
  }
}
