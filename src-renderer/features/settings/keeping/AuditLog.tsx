import { Button, Group, MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { AUDIT_ACTIONS, type AuditAction } from '#shared/audit'
import { SearchField } from '../../../ui/tables/SearchField'
import { useMay } from '../../../app/client/session'
import { type Column, DataTable } from '../../../ui/tables/DataTable'
import { Empty, NothingFound } from '../../../ui/feedback/Empty'
import { download } from '../../../ui/files'
import text from '../../../ui/text.module.css'
import { toastError } from '../../../ui/feedback/toast'
import { When } from '../../../ui/records/When'
import { Head } from '../Head'
import css from '../settings.module.css'
import { type AuditRow, auditPage, exportAudit } from '../use-settings'

const WORDS: Record<AuditAction, string> = {
  'signed-in': 'Signed in',
  'sign-in-failed': 'Wrong PIN',
  'sign-in-locked': 'Sign-in made to wait',
  locked: 'Screen locked',
  recovered: 'PIN set with the recovery code',
  'recovery-failed': 'Wrong recovery code',
  'recovery-code-made': 'Recovery code made',
  'user-added': 'User added',
  'user-changed': 'User changed',
  'user-archived': 'User archived or brought back',
  'settings-changed': 'Settings changed',
  exported: 'Exported',
  imported: 'Imported',
  'import-undone': 'Import taken back',
  'consent-refused': 'Refusal recorded',
  'consent-recorded': 'Consent recorded by hand',
  'block-added': 'Number blocked',
  'block-lifted': 'Block lifted',
  'carrier-asked': 'Carrier asked about its block',
  'doubt-decided': 'Doubtful opt-out decided',
  'unknown-decided': 'Unknown text decided',
  'quiet-hours-released': 'Released from quiet hours',
  forgotten: 'Record forgotten',
  'backup-made': 'Backup made',
  restored: 'Backup restored',
  'archive-opened': 'Archive opened',
  'retention-run': 'Old data erased',
  restarted: 'Came back after a crash',
}
const OPTIONS = AUDIT_ACTIONS.map((value) => ({ value, label: WORDS[value] }))

const sayValue = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? 'nothing'
    : typeof value === 'boolean'
      ? value
        ? 'on'
        : 'off'
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
/** `holdSeconds` as "hold seconds". */
const sayName = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
const partsOf = (json: string | null) => (json === null ? {} : (JSON.parse(json) as Record<string, unknown>))
/** What changed, each part with its value before and after. */
const sayChange = (row: Pick<AuditRow, 'before' | 'after'>): string => {
  const [before, after] = [partsOf(row.before), partsOf(row.after)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => `${sayName(name)}: ${sayValue(before[name])} → ${sayValue(after[name])}`)
    .join(', ')
}

const COLUMNS: Column<AuditRow>[] = [
  { key: 'at', head: 'When', width: 132, cell: (row) => <When at={row.at} className={text.muted} /> },
  {
    key: 'by',
    head: 'Who',
    width: 120,
    cell: (row) => (row.by === '' ? <span className={text.muted}>Nobody signed in</span> : row.by),
  },
  {
    key: 'what',
    head: 'What',
    cell: (row) => {
      const change = row.before === null ? '' : sayChange(row)
      const rest = [row.subject, row.detail, change].filter((part) => part !== '').join(' · ')
      return (
        <span title={`${WORDS[row.action]} · ${rest}`}>
          <span className={text.medium}>{WORDS[row.action]}</span>
          {rest !== '' && <span className={text.muted}> · {rest}</span>}
        </span>
      )
    },
  },
]

/** Who did what when; nothing in it can be changed. */
export function AuditLog() {
  const may = useMay('admin')
  return may ? <Log /> : <Head title="Audit log" />
}

function Log() {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 150)
  const [actions, setActions] = useState<AuditAction[]>([])
  const filtered = search.trim() !== '' || actions.length > 0
  return (
    <>
      <Head
        title="Audit log"
        action={
          <Button
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => void exportAudit({ search, actions }).then(download).catch(toastError)}
          >
            Export as CSV
          </Button>
        }
      >
        Who signed in, changed users or settings, exported, imported, decided, restored or forgot. Nobody can
        change it, and no text stands in it.
      </Head>
      <Group align="stretch" wrap="wrap">
        <SearchField
          label="Find in the audit log"
          placeholder="Find a user, a setting, a record"
          value={typed}
          onChange={setTyped}
          w={260}
        />
        <MultiSelect
          aria-label="What happened"
          placeholder={actions.length === 0 ? 'Everything' : undefined}
          data={OPTIONS}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Show everything' }}
          nothingFoundMessage="Nothing is called so"
          w={340}
          value={actions}
          onChange={(values) => setActions(values as AuditAction[])}
        />
      </Group>
      <div className={css.table}>
        <DataTable
          label="Audit log"
          columns={COLUMNS}
          queryKey={['audit', search, actions]}
          fetchPage={auditPage({ search, actions })}
          rowId={(row) => row.id}
          rowName={(row) => `${WORDS[row.action]} ${row.subject}`}
          empty={
            filtered ? (
              <NothingFound
                title="Nothing like this happened"
                action={
                  <Button
                    variant="subtle"
                    size="xs"
                    onClick={() => {
                      setTyped('')
                      setActions([])
                    }}
                  >
                    Show everything
                  </Button>
                }
              />
            ) : (
              <Empty title="Nothing has happened yet">
                From now on every sign-in, change and export is noted here.
              </Empty>
            )
          }
        />
      </div>
    </>
  )
}
