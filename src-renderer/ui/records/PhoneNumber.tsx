import text from '../text.module.css'

/** National on screen, E.164 on hover. */
export function PhoneNumber({ national, e164 }: { national: string; e164?: string | null }) {
  return (
    <bdi className={text.nowrap} dir="ltr" title={e164 ?? undefined}>
      {national}
    </bdi>
  )
}
