import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMemo } from 'react'
import { useMay } from '../../app/session'
import { useLocale } from '../../ui/locale'
import { countries, zones } from '../../ui/places'
import { Head } from './Head'
import type { SectionProps } from './sections'
import { SettingsForm } from './SettingsForm'
import css from './settings.module.css'
import { saveOffice } from './use-settings'

export function Office({ settings }: SectionProps) {
  const { language } = useLocale()
  const form = useForm({ initialValues: settings.office })
  const may = useMay('admin')
  const allCountries = useMemo(() => countries(language), [language])
  const allZones = useMemo(zones, [])
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
        <div className={css.pair}>
          <TextInput label="Office name" maxLength={60} {...form.getInputProps('name')} />
          <TextInput
            label="Office phone"
            description="For people who cannot answer by text"
            type="tel"
            maxLength={40}
            {...form.getInputProps('phone')}
          />
          <Select
            label="Country"
            searchable
            allowDeselect={false}
            data={allCountries}
            {...form.getInputProps('country')}
          />
          <Select
            label="Time zone"
            searchable
            allowDeselect={false}
            data={allZones}
            {...form.getInputProps('zone')}
          />
          <Select
            label="Currency"
            description="Of the spending cap; Twilio bills in the account’s own"
            searchable
            allowDeselect={false}
            data={currencies}
            {...form.getInputProps('currency')}
          />
        </div>
      </SettingsForm>
    </>
  )
}
