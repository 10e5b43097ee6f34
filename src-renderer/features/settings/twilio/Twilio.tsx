import { useState } from 'react'
import { useMay } from '../../../app/client/session'
import { Checks } from './Checks'
import { Head } from '../Head'
import { Mode } from './Mode'
import { PretendReply } from './PretendReply'
import { Prices } from './Prices'
import { SenderChoice } from './SenderChoice'
import { TwilioLogin } from './TwilioLogin'
import type { Check } from '../use-settings'
import type { SectionProps } from '../section-props'

export function Twilio({ settings }: SectionProps) {
  const may = useMay('admin')
  const [checks, setChecks] = useState<Check[] | null>(null)
  const { twilio, mode } = settings
  return (
    <>
      <Head title="Twilio">
        Deskbell texts through your own Twilio account. The secret stays on this PC,{' '}
        {twilio.secretsProtected
          ? 'kept by the system’s credential store.'
          : 'in a file that only this user can read.'}
      </Head>
      <Mode settings={settings} disabled={!may} />
      {may && (
        <>
          <TwilioLogin twilio={twilio} onChecks={setChecks} />
          {checks && <Checks title="Connection test" checks={checks} />}
          {twilio.accountSid && <SenderChoice twilio={twilio} />}
          <Prices settings={settings} />
        </>
      )}
      {mode === 'practice' && <PretendReply />}
    </>
  )
}
