import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { Link, useNavigate } from 'react-router'
import { pickRecipients } from '../../app/picked'
import { useMay } from '../../app/session'
import { ErrorState } from '../../ui/ErrorState'
import { useCount } from '../../ui/locale'
import { Panel, PanelEmpty, PanelList } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import text from '../../ui/text.module.css'
import { toastError } from '../../ui/toast'
import { KIND_WORD } from '../../ui/words'
import { TextButton } from './TextButton'
import { idsOfAccount, type RecordOf, usePeopleOf } from './use-record'

/** Who belongs to this account. */
export function PeoplePanel({ account }: { account: RecordOf }) {
  const { data, error, refetch } = usePeopleOf(account.id)
  const manager = useMay('manager')
  const navigate = useNavigate()
  const say = useCount()
  const textAll = async () => {
    pickRecipients(await idsOfAccount(account.id))
    await navigate('/send?ids=picked')
  }
  return (
    <Panel
      title="People"
      count={data?.total}
      action={
        manager &&
        data !== undefined &&
        data.total > 1 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconSend size={14} aria-hidden />}
            onClick={() => void textAll().catch(toastError)}
          >
            Text all {say(data.total)}
          </Button>
        )
      }
    >
      {error && (
        <ErrorState what="The people could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data?.total === 0 && <PanelEmpty>Nobody yet. Choose this account when you edit a person.</PanelEmpty>}
      {data && data.total > 0 && (
        <PanelList label="People of this account">
          {data.rows.map((row) => (
            <li key={row.id} className={text.row}>
              <Link to={`/people/${row.id}`} className={`${text.name} ${text.truncate}`}>
                {row.name}
              </Link>
              <Tag>{KIND_WORD[row.kind]}</Tag>
              <span className={text.grow} />
              <span className={`${text.muted} ${text.number}`}>{row.number ?? 'No number'}</span>
              <TextButton id={row.id} name={`Text ${row.name}`} />
            </li>
          ))}
        </PanelList>
      )}
      {data && data.total > data.rows.length && (
        <PanelEmpty>
          The first {data.rows.length} of {say(data.total)}.
        </PanelEmpty>
      )}
    </Panel>
  )
}
