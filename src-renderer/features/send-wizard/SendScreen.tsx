import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { RecordKind } from '#shared/values'
import { useMay } from '../../app/client/session'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useTextLanguage } from '../../ui/locale'
import { Note } from '../../ui/feedback/Note'
import { Page, PageBody } from '../../ui/page/Page'
import { toast, toastError } from '../../ui/feedback/toast'
import { useDraft } from '../../ui/forms/use-draft'
import { ReviewStep } from './review/ReviewStep'
import { DRAFT_KEY, kindOf, restoreWizard } from './use-send'
import { WhatStep } from './WhatStep'
import { WhoStep } from './WhoStep'
import {
  forgetHeavy,
  forgetIncoming,
  incoming,
  isTouched,
  newWizard,
  pack,
  type Step,
  type StepProps,
  unpack,
  type Wizard,
} from './wizard'

/** The send wizard: Who, What, Review; sending itself is a screen of its own, so that a reload shows the same. */
export function SendScreen() {
  const may = useMay('manager')
  const draft = useDraft<Wizard>(DRAFT_KEY)
  const picked = useIncoming()
  if (!may)
    return (
      <Page title="Send" scroll>
        <PageBody narrow>
          <Note title="Texts to many people are sent by a Manager">
            You can text one person from their record, or with the text button in People.
          </Note>
        </PageBody>
      </Page>
    )
  if (!draft.loaded || picked === undefined) return <LoadingLine on />
  return <Opened draft={draft} picked={picked} />
}

type Picked = { ids: number[]; kind: RecordKind }
/** Recipients picked on another screen; undefined until their kind is known. */
const useIncoming = (): Picked | null | undefined => {
  const [picked, setPicked] = useState<Picked | null | undefined>(undefined)
  useEffect(() => {
    const found = incoming()
    const [first] = found?.ids ?? []
    if (!found || first === undefined) setPicked(null)
    else if (found.kind) setPicked({ ids: found.ids, kind: found.kind })
    else
      kindOf(first).then(
        (kind) => setPicked({ ids: found.ids, kind }),
        () => setPicked(null),
      )
  }, [])
  return picked
}

type OpenedProps = { draft: ReturnType<typeof useDraft<Wizard>>; picked: Picked | null }

function Opened({ draft, picked }: OpenedProps) {
  const navigate = useNavigate()
  const language = useTextLanguage()
  const [wizard, setWizard] = useState<Wizard>(() => {
    const saved = draft.saved && unpack(draft.saved)
    if (!picked) return saved ?? newWizard(language)
    // Whom to text was chosen anew; a message begun for the same kind stays.
    const words = saved && saved.kind === picked.kind ? saved : newWizard(language)
    return {
      ...words,
      draftId: crypto.randomUUID(),
      step: 'who',
      kind: picked.kind,
      include: [],
      exclude: [],
      picked: picked.ids,
      pickedKind: picked.kind,
      choices: newWizard(language).choices,
    }
  })
  const latest = useRef(wizard)
  const { keep, clear } = draft

  useEffect(() => {
    if (!picked) return
    keep(pack(latest.current))
    forgetIncoming()
  }, [picked, keep])

  const change = (patch: Partial<Wizard>) => {
    latest.current = { ...latest.current, ...patch }
    keep(pack(latest.current))
    setWizard(latest.current)
  }
  const cancel = () => {
    const before = latest.current
    clear()
      .then(() => {
        forgetHeavy()
        void navigate('/people')
        if (!isTouched(before)) return
        toast({
          say: 'Send cancelled',
          action: {
            label: 'Undo',
            run: async () => {
              await restoreWizard(before)
              await navigate('/send')
            },
          },
        })
      })
      .catch(toastError)
  }
  const go = (step: Step) => change({ step })
  const props: StepProps = { wizard, change, go, cancel }
  switch (wizard.step) {
    case 'who':
      return <WhoStep {...props} />
    case 'what':
      return <WhatStep {...props} />
    case 'review':
      return <ReviewStep {...props} onSent={clear} />
  }
}
