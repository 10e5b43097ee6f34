import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { Money } from '../../ui/Money'
import { useLocale } from '../../ui/locale'
import { Panel, PanelEmpty } from '../../ui/Panel'
import { toast, toastError } from '../../ui/toast'
import css from './settings.module.css'
import { refreshPrices, type Settings } from './use-settings'

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
      note="from the carrier’s list"
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
        <dl className={css.prices}>
          {prices.map(({ country, price }) => (
            <div key={country}>
              <dt>{names.of(country)}</dt>
              <dd>
                <Money of={price} precise />
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
        </dl>
      )}
    </Panel>
  )
}
