import { Button, SegmentedControl, Select, SimpleGrid } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { ActionFoot } from '../../ui/page/ActionFoot'
import { Meter } from '../../ui/messages/Meter'
import { MessageField } from '../../ui/messages/MessageField'
import { bodyProblem } from '../../ui/messages/message-checks'
import { Page } from '../../ui/page/Page'
import { PreviewPane } from '../../ui/page/PreviewPane'
import { useSettings, useUnitPrice, useVariables } from '../../ui/messages/use-preview'
import { LANGUAGE_WORD, optionsOf } from '../../ui/words'
import { WizardSteps } from '../../ui/page/WizardSteps'
import split from '../../ui/page/split.module.css'
import { TemplateChoice } from './TemplateChoice'
import { useTemplates } from './use-send'
import { STEPS, type StepProps, stepAt, type Wizard } from './wizard'

/** Second step: a template, or a message typed here with its purpose. */
export function WhatStep({ wizard, change, go, cancel }: StepProps) {
  const templates = useTemplates()
  const variables = useVariables(wizard.kind).data
  const settings = useSettings().data
  const price = useUnitPrice()
  const [problem, setProblem] = useState<string | null>(null)
  const [exact, setExact] = useState<string | null>(null)
  const fitting = useMemo(
    () =>
      templates.data?.filter(
        (one) => !one.archived && one.recordKind === wizard.kind && one.purpose !== 'conversation',
      ),
    [templates.data, wizard.kind],
  )
  const template = wizard.way === 'template' ? fitting?.find(({ id }) => id === wizard.templateId) : undefined
  const shown =
    wizard.way === 'typed'
      ? { body: wizard.body, purpose: wizard.purpose, language: wizard.language }
      : {
          body: template?.body ?? '',
          purpose: template?.purpose ?? 'alerts',
          language: template?.language ?? wizard.language,
        }

  const put = (patch: Partial<Wizard>) => {
    setProblem(null)
    change(patch)
  }
  const next = () => {
    if (wizard.way === 'template' && !template)
      return setProblem('Choose a template, or write a message here.')
    if (wizard.way === 'typed') {
      if (wizard.body.trim() === '') return setProblem('Write the message.')
      const found = bodyProblem(wizard.body, variables)
      if (found) return setProblem(found.say)
    }
    go('review')
  }

  return (
    <>
      <Page
        title="What does it say?"
        above={<WizardSteps steps={STEPS} active={1} onStep={(index) => go(stepAt(index))} />}
      >
        <div className={split.split}>
          <div className={split.main}>
            <SegmentedControl
              size="sm"
              style={{ justifySelf: 'start' }}
              aria-label="Where the message comes from"
              value={wizard.way}
              onChange={(way) => put({ way: way as Wizard['way'] })}
              data={[
                { value: 'template', label: 'Use a template' },
                { value: 'typed', label: 'Write a message here' },
              ]}
            />
            {wizard.way === 'template' ? (
              <TemplateChoice
                templates={fitting}
                error={templates.error}
                onRetry={() => void templates.refetch()}
                kind={wizard.kind}
                chosen={wizard.templateId}
                problem={problem}
                onChoose={(templateId) => put({ templateId })}
                onEdit={(one) =>
                  change({
                    way: 'typed',
                    body: one.body,
                    purpose: one.purpose === 'marketing' ? 'marketing' : 'alerts',
                    language: one.language,
                  })
                }
                onWrite={() => change({ way: 'typed' })}
              />
            ) : (
              <TypedMessage
                wizard={wizard}
                change={change}
                onBody={(body) => put({ body })}
                variables={variables}
                problem={problem}
                ending={settings?.sending.optOut[wizard.language]}
                meter={<Meter body={exact ?? wizard.body} price={price} />}
              />
            )}
          </div>
          <aside className={split.side} aria-label="Preview of the text">
            <PreviewPane of={{ kind: wizard.kind, ...shown }} onText={setExact} />
          </aside>
        </div>
      </Page>
      <ActionFoot>
        <Button variant="subtle" onClick={cancel}>
          Cancel this send
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={() => go('who')}
        >
          Back
        </Button>
        <Button size="md" rightSection={<IconArrowRight size={16} aria-hidden />} onClick={next}>
          Next: review
        </Button>
      </ActionFoot>
    </>
  )
}

type TypedMessageProps = Pick<StepProps, 'wizard' | 'change'> & {
  onBody: (body: string) => void
  variables: ReturnType<typeof useVariables>['data']
  problem: string | null
  /** The opt-out line. */
  ending: string | undefined
  meter: ReactNode
}
/** A message of this send alone, with its purpose and language. */
function TypedMessage(props: TypedMessageProps) {
  const { wizard, change, onBody, variables, problem, ending, meter } = props
  return (
    <>
      <SimpleGrid cols={2} spacing="md">
        <Select
          label="Purpose"
          description="Only people who agreed to it get the text."
          allowDeselect={false}
          data={[
            { value: 'alerts', label: 'Alerts: reminders, changes, cancellations' },
            { value: 'marketing', label: 'Marketing: offers and news' },
          ]}
          value={wizard.purpose}
          onChange={(purpose) =>
            purpose && change({ purpose: purpose === 'marketing' ? 'marketing' : 'alerts' })
          }
        />
        <Select
          label="Language"
          description="Of the dates and of the opt-out line."
          allowDeselect={false}
          data={optionsOf(LANGUAGE_WORD)}
          value={wizard.language}
          onChange={(language) => language && change({ language: language as Wizard['language'] })}
        />
      </SimpleGrid>
      <MessageField
        value={wizard.body}
        onChange={onBody}
        variables={variables}
        error={problem}
        ending={ending}
        meter={meter}
      />
    </>
  )
}
