import { Button } from '@mantine/core'
import { api } from '../../app/client/api'
import { toast, toastError } from '../feedback/toast'

type DecideOptOutProps = {
  e164: string
  national: string
  /** Whose text it was, for screen readers. */
  who: string
}

/** The two answers to “is this an opt-out?”: the number is held until one of them is given. */
export function DecideOptOut({ e164, national, who }: DecideOptOutProps) {
  const decide = (meant: 'stop' | 'not-stop') =>
    void api.suppressions
      .decide({ e164, meant })
      .then(() =>
        toast({
          say:
            meant === 'stop'
              ? `${national} is blocked for everybody who shares it`
              : `${national} may be texted again`,
        }),
      )
      .catch(toastError)
  return (
    <>
      <Button size="xs" variant="default" aria-label={`Yes, block it: ${who}`} onClick={() => decide('stop')}>
        Yes, block it
      </Button>
      <Button
        size="xs"
        variant="quiet"
        aria-label={`No, it is not: ${who}`}
        onClick={() => decide('not-stop')}
      >
        No, it is not
      </Button>
    </>
  )
}
