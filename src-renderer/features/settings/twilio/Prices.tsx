import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { Money } from '../../../ui/records/Money'
import { useLocale } from '../../../ui/locale'
import { Panel, PanelEmpty } from '../../../ui/page/Panel'
import text from '../../../ui/text.module.css'
import { toast, toastError } from '../../../ui/feedback/toast'
import { refreshPrices, type Settings } from '../use-settings'
import { Facts } from '../../../ui/records/Facts'

const BASIS: Record<Settings['twilio']['prices'][number]['basis'], string> = {
  charged: 'as charged lately',
  list: 'from the carrier’s list',
  range: 'list and carrier fees, until something is charged',
}

/** What a message unit costs by country, and how that is known. */
export function Prices({ settings }: { settings: Settings }) {
  const { language } = useLocale()
  const [busy, setBusy] = useState(false)
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const { prices } = settings.twilio
  const refresh = async () => {
    setBusy(true)
    await refreshPrices().then(() => toast({ say: 'Prices are up to date' }), toastError)
    setBusy(false)
  }
  return (
    <Panel
      title="Price per message"
      action={
        <Button
          size="xs"
          variant="default"
          loading={busy}
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => void refresh()}
        >
          Read prices again
        </Button>
      }
    >
      {prices.length === 0 ? (
        <PanelEmpty>No price is known yet.</PanelEmpty>
      ) : (
        <Facts p="10px 14px 12px" className={text.lineOver}>
          {prices.map(({ country, price, low, basis }) => (
            <div key={country}>
              <dt>{names.of(country)}</dt>
              <dd>
                {basis === 'range' && (
                  <>
                    <Money of={low} precise />
                    {' to '}
                  </>
                )}
                <Money of={price} precise /> <span className={text.muted}>{BASIS[basis]}</span>
              </dd>
            </div>
          ))}
          {settings.sending.cap && (
            <div>
              <dt>Office cap a month</dt>
              <dd>
                <Money of={settings.sending.cap} />
              </dd>
            </div>
          )}
        </Facts>
      )}
    </Panel>
  )
}
