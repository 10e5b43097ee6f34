import type { Purpose } from '#shared/values'
import { NumberField, type NumberFieldProps } from './NumberField'

/** How long before they leave texts may wait with the carrier; `handOverRule` says what may be typed. */
export function HandOverField({ purpose, ...field }: { purpose: Purpose } & Omit<NumberFieldProps, 'label'>) {
  return (
    <NumberField
      label="Hand over to Twilio ahead"
      description={
        purpose === 'marketing'
          ? 'Empty: 72 hours. 0: they wait on this PC. If someone says stop while this PC is off, a text handed over may still arrive.'
          : 'Empty: up to 35 days. 0: they wait on this PC. Handed over to a Messaging Service, they leave even while this PC is off.'
      }
      unit="hours"
      {...field}
    />
  )
}
