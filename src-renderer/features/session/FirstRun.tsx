import { Box, Group, Stepper } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Mark } from '../../app/shell/Mark'
import { useSession } from '../../app/client/session'
import { toastError } from '../../ui/feedback/toast'
import css from './first-run.module.css'
import { HowStep, type How } from './HowStep'
import { OfficeStep } from './OfficeStep'
import { PeopleStep } from './PeopleStep'
import { finishFirstRun } from './use-session'

const STEPS = ['Your office', 'How to send', 'People']

/** Three short steps, each of which can be skipped; ends where something can be sent. */
export function FirstRun() {
  const { user } = useSession()
  const navigate = useNavigate()
  // The first step is over once there is a user, also after a reload.
  const [later, setLater] = useState<1 | 2>(1)
  const [how, setHow] = useState<How>('practice')
  const step = user ? later : 0
  const finish = async (to: string) => {
    try {
      void navigate(to)
      await finishFirstRun()
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <main className={css.page}>
      <Group gap={9} py="lg" px="xl" fz="md">
        <Mark />
        <b>Deskbell</b>
      </Group>
      <Box w="100%" maw={760} mx="auto" p="48px 24px 24px">
        <Stepper active={step} role="group" aria-label="Set-up" mb={30} allowNextStepsSelect={false}>
          {STEPS.map((label, index) => (
            <Stepper.Step
              key={label}
              label={label}
              allowStepSelect={index === 1 && step === 2}
              onClick={() => setLater(1)}
              aria-current={index === step ? 'step' : undefined}
            />
          ))}
        </Stepper>
        {step === 0 && <OfficeStep />}
        {step === 1 && <HowStep how={how} onHow={setHow} onNext={() => setLater(2)} />}
        {step === 2 && <PeopleStep how={how} onBack={() => setLater(1)} onFinish={finish} />}
      </Box>
    </main>
  )
}
