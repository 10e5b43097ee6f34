import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMemo } from 'react'
import { useMay } from '../../../app/client/session'
import { useLocale } from '../../../ui/locale'
import { PlaceField } from '../../../ui/fields/PlaceField'
import { countries, countryAliases, zones } from '../../../ui/fields/places'
import { Head } from '../Head'
import { TwoColumns } from '../TwoColumns'
import { SettingsForm } from '../SettingsForm'
import { saveOffice } from '../use-settings'
import type { SectionProps } from '../section-props'

export function Office({ settings }: SectionProps) {
  const { language } = useLocale()
  const form = useForm({ initialValues: settings.office })
  const may = useMay('admin')
  const allCountries = useMemo(() => countries(language), [language])
  const allZones = useMemo(zones, [])
  const aliases = useMemo(countryAliases, [])
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'currency' })
    return Intl.supportedValuesOf('currency').map((value) => ({
      value,
      label: `${value} – ${names.of(value)}`,
    }))
  }, [language])
  return (
    <>
      <Head title="Office">The name stands in your texts. The country tells how numbers are read.</Head>
      <SettingsForm
        form={form}
        label="Office"
        disabled={!may}
        saved="Saved the office"
        submit="Save office"
        onSave={() => saveOffice(form.values)}
      >
        <TwoColumns>
          <TextInput label="Office name" maxLength={60} {...form.getInputProps('name')} />
          <TextInput
            label="Office phone"
            description="For people who cannot answer by text"
            type="tel"
            maxLength={40}
            {...form.getInputProps('phone')}
          />
          <PlaceField
            label="Country"
            none="No country"
            data={allCountries}
            aliases={aliases}
            {...form.getInputProps('country')}
          />
          <PlaceField label="Time zone" none="No time zone" data={allZones} {...form.getInputProps('zone')} />
          <Select
            label="Currency"
            description="Of the spending cap; Twilio bills in the account’s own"
            searchable
            allowDeselect={false}
            data={currencies}
            {...form.getInputProps('currency')}
          />
          <Select
            label="Lists of people by"
            description="In People, lists and the inbox"
            allowDeselect={false}
            data={[
              { value: 'first', label: 'First name' },
              { value: 'last', label: 'Last name' },
            ]}
            {...form.getInputProps('sortNames')}
          />
          <Select
            label="Numbers in exported files"
            description="As the spreadsheet of your country reads them"
            allowDeselect={false}
            data={[
              { value: 'point', label: '1234.5, commas between cells' },
              { value: 'comma', label: '1234,5, semicolons between cells' },
            ]}
            {...form.getInputProps('exportDecimals')}
          />
          <Select
            label="Times in exported files"
            description="The heading of the column says the zone"
            allowDeselect={false}
            data={[
              { value: 'office', label: 'By the office’s clock' },
              { value: 'utc', label: 'UTC' },
            ]}
            {...form.getInputProps('exportZone')}
          />
        </TwoColumns>
      </SettingsForm>
    </>
  )
}
