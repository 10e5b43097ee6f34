import { Breadcrumb } from '../../ui/page/Breadcrumb'
import { Button, Tabs } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { useMay } from '../../app/client/session'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { download } from '../../ui/files'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useCount } from '../../ui/locale'
import { Page, PageBody } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import { toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { PURPOSE_WORD } from '../../ui/words'
import { WizardSteps } from '../../ui/page/WizardSteps'
import { isOver, PHASE_TITLE } from './phases'
import type { Fewer } from './SendFacts'
import { SendHead } from './SendHead'
import { SkippedTable, TextsTable } from './tables'
import { exportSend, forgetChoices, type Progress, useSend } from './use-sends'
import text from '../../ui/text.module.css'

/** One send: the time to take it back, how far it is, and every text of it. */
export function SendScreen() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useSend(id)
  if (error)
    return (
      <Page title="Send" scroll>
        <PageBody narrow>
          <ErrorState what="This send could not be shown" error={error} onRetry={() => void refetch()} />
          <p>
            <Link to="/sends">Go to Sends</Link>
          </p>
        </PageBody>
      </Page>
    )
  if (!data) return <LoadingLine on />
  return <OneSend key={data.sendId} send={data} />
}

const STEPS = ['Who', 'What', 'Review', 'Sending']

function OneSend({ send }: { send: Progress }) {
  const say = useCount()
  const may = useMay('manager')
  const fewer = useLocation().state as Fewer
  const [tab, setTab] = useState<'texts' | 'skipped'>('texts')
  // Steps while it goes on; once it is over, the way back to the list. Decided once: nothing jumps.
  const [live] = useState(() => send.type === 'bulk' && !isOver(send))
  const { sendId, phase, total } = send

  useEffect(() => {
    // What was cancelled may have been undone here or on another screen: its choices are still wanted.
    if (!['holding', 'writing', 'cancelled'].includes(phase)) forgetChoices(sendId)
  }, [phase, sendId])

  const meta = (
    <span>
      {[
        phase === 'cancelled' || phase === 'done' || !live ? null : send.name,
        PURPOSE_WORD[send.purpose],
        send.type === 'test' ? 'test text' : plural(total, 'text'),
        `started by ${send.by}`,
      ]
        .filter(Boolean)
        .join(' · ')}
      {!live && (
        <>
          , <When within at={send.createdAt} />
        </>
      )}
    </span>
  )
  return (
    <Page
      title={live ? PHASE_TITLE[phase] : send.name}
      above={
        live ? (
          <WizardSteps steps={STEPS} active={3} />
        ) : (
          <Breadcrumb trail={[{ to: '/sends', label: 'Sends' }]} />
        )
      }
      meta={meta}
      actions={
        may && (
          <Button
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => void exportSend(sendId).then(download).catch(toastError)}
          >
            Export
          </Button>
        )
      }
      below={<SendHead send={send} may={may} fewer={fewer} onShow={() => setTab('skipped')} />}
    >
      <Tabs
        value={tab}
        onChange={(value) => setTab(value === 'skipped' ? 'skipped' : 'texts')}
        keepMounted={false}
        className={text.fill}
      >
        <Tabs.List mx="gutter">
          <Tabs.Tab value="texts">
            Texts <small>{say(total)}</small>
          </Tabs.Tab>
          <Tabs.Tab value="skipped">
            Didn’t get it <small>{say(send.skipped)}</small>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="texts" className={text.fill}>
          <TextsTable send={send} />
        </Tabs.Panel>
        <Tabs.Panel value="skipped" className={text.fill}>
          <SkippedTable sendId={sendId} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
