import { Box, Button, Group, SimpleGrid, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconArrowRight } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { phrase } from '#shared/phrases/phrase'
import { ApiError } from '../../app/client/api'
import { showRecoveryCode } from '../../app/entrance/recovery-code'
import { useLocale } from '../../ui/locale'
import { Note } from '../../ui/feedback/Note'
import { SecretInput } from '../../ui/fields/SecretInput'
import { useSubmit } from '../../ui/forms/use-submit'
import { PlaceField } from '../../ui/fields/PlaceField'
import { countries, countryAliases, guessCountry, guessZone, zoneFor, zones } from '../../ui/fields/places'
import { setUp } from './use-session'

const KEPT = 'deskbell.first-run'

export function OfficeStep() {
  const { language } = useLocale()
  const [country] = useState(guessCountry)
  const form = useForm({
    initialValues: {
      officeName: '',
      country,
      zone: guessZone(country),
      userName: '',
      pin: '',
      // Typed work survives a reload; there is no user yet whose draft it could be, and a PIN is not kept.
      ...(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as object),
    },
  })
  const { pin: _, ...kept } = form.values
  const text = JSON.stringify(kept)
  useEffect(() => sessionStorage.setItem(KEPT, text), [text])

  const send = async (values: typeof form.values) => {
    if (values.country === '')
      throw new ApiError({ code: 'bad-input', reason: phrase('session.choose-country'), field: 'country' })
    const { recoveryCode } = await setUp({ ...values, pin: values.pin || null })
    showRecoveryCode(recoveryCode)
    sessionStorage.removeItem(KEPT)
  }
  const { busy, failure, run } = useSubmit(form, () => send(form.values))
  const skip = useSubmit(form, () =>
    send({ ...form.values, userName: form.values.userName.trim() || 'Admin', pin: '' }),
  )
  const allCountries = useMemo(() => countries(language), [language])
  const allZones = useMemo(zones, [])
  const aliases = useMemo(countryAliases, [])
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <Title order={1} fz={24} lh="32px">
        Your office
      </Title>
      <Text size="md" mt="xs" mb={22} c="second">
        The name stands in your texts; the country tells how numbers are read.
      </Text>
      {(failure ?? skip.failure) && (
        <Box mb="lg">
          <Note tone="bad" alert>
            {failure ?? skip.failure}
          </Note>
        </Box>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing="lg" style={{ alignItems: 'start' }}>
        <TextInput
          label="Office name"
          style={{ gridColumn: '1 / -1' }}
          placeholder="As it should stand in a text"
          maxLength={60}
          autoFocus
          {...form.getInputProps('officeName')}
        />
        <PlaceField
          label="Country"
          none="No country"
          data={allCountries}
          aliases={aliases}
          {...form.getInputProps('country')}
          onChange={(next) => {
            form.setFieldValue('country', next)
            form.clearFieldError('country')
            form.setFieldValue('zone', zoneFor(next, form.values.zone))
          }}
        />
        <PlaceField label="Time zone" none="No time zone" data={allZones} {...form.getInputProps('zone')} />
        <TextInput
          label="Your name"
          description="You become the Admin. More users can be added in Settings."
          required
          withAsterisk={false}
          autoComplete="off"
          {...form.getInputProps('userName')}
        />
        <SecretInput
          label="PIN (optional)"
          description="6 to 8 digits. Without one, Deskbell opens for everyone at this PC."
          inputMode="numeric"
          autoComplete="off"
          show="Show the PIN"
          {...form.getInputProps('pin')}
        />
      </SimpleGrid>
      <Group mt={26}>
        <Box component="span" flex={1} />
        <Button variant="subtle" loading={skip.busy} onClick={() => void skip.run()}>
          Skip this step
        </Button>
        <Button
          type="submit"
          size="md"
          loading={busy}
          rightSection={<IconArrowRight size={16} aria-hidden />}
        >
          Continue
        </Button>
      </Group>
    </form>
  )
}
