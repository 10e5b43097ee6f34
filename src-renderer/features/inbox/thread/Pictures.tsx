import { Button, Group, Image } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { sayError } from '../../../ui/feedback/ErrorState'
import { fetchFile } from '../../../ui/files'
import { useLocale } from '../../../ui/locale'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import { sayWhen } from '#shared/time/say-when'
import { picturesOf } from '../use-inbox'

type Shown = { type: string; url: string | null }

/** Said to be there; fetched from the carrier when somebody asks for them. */
export function Pictures({ id, count, who, at }: { id: number; count: number; who: string; at: string }) {
  const [shown, setShown] = useState<readonly Shown[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { language, zone } = useLocale()
  useEffect(
    () => () => {
      for (const { url } of shown ?? []) if (url) URL.revokeObjectURL(url)
    },
    [shown],
  )
  const fetchThem = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const { pictures } = await picturesOf(id)
      setShown(
        await Promise.all(
          pictures.map(async ({ type, file }) => ({
            type,
            url: file && URL.createObjectURL(await fetchFile(file)),
          })),
        ),
      )
    } catch (error) {
      setFailure(sayError(error))
    } finally {
      setBusy(false)
    }
  }
  if (!shown)
    return (
      <Group wrap="wrap" maw="100%">
        <Button
          size="xs"
          variant="default"
          loading={busy}
          leftSection={<IconPhoto size={15} aria-hidden />}
          onClick={() => void fetchThem()}
        >
          Show {plural(count, 'picture')}
        </Button>
        {failure && (
          <span className={text.bad} role="alert">
            Not fetched: {failure}
          </span>
        )}
      </Group>
    )
  return (
    <Group wrap="wrap" maw="100%">
      {shown.length === 0 && <span className={text.muted}>The carrier does not have it any more.</span>}
      {shown.map(({ type, url }, index) =>
        url ? (
          <Image
            w="auto"
            maw="min(320px, 100%)"
            mah={320}
            radius="lg"
            bd="1px solid var(--db-line)"
            key={url}
            src={url}
            alt={`${shown.length > 1 ? `Picture ${index + 1} of ${shown.length}` : 'Picture'} from ${who}, ${sayWhen(at, language, zone)}`}
          />
        ) : (
          <span key={`${index} ${type}`} className={text.muted}>
            A file that is not shown here ({type})
          </span>
        ),
      )}
    </Group>
  )
}
