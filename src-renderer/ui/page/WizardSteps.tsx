import { Stepper } from '@mantine/core'

type WizardStepsProps = {
  steps: readonly string[]
  active: number
  /** Only a step already done may be gone back to. */
  onStep?: (index: number) => void
}

/** Where the reader is in a wizard. */
export function WizardSteps({ steps, active, onStep }: WizardStepsProps) {
  return (
    <Stepper
      maw={520}
      active={active}
      role="group"
      aria-label="Steps"
      onStepClick={onStep}
      allowNextStepsSelect={false}
    >
      {steps.map((label, index) => (
        <Stepper.Step
          key={label}
          label={label}
          allowStepSelect={onStep !== undefined && index < active}
          aria-current={index === active ? 'step' : undefined}
        />
      ))}
    </Stepper>
  )
}
