import { Button, Group, Tabs } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { download } from '../../../ui/files'
import { useCount } from '../../../ui/locale'
import { SearchField } from '../../../ui/tables/SearchField'
import text from '../../../ui/text.module.css'
import { toastError } from '../../../ui/feedback/toast'
import { exportReview, type Review, type Warning } from '../use-send'
import { WillTable } from './WillTable'
import { WontGroups } from './WontGroups'
import { type Choices, leavingOut, puttingBack, type Wizard } from '../wizard'

/** Which recipients are looked at: a tab, and of those who get it only the ones a warning is about. */
export type View = { readonly tab: 'will' | 'wont'; readonly shown: Warning | null }

type RecipientsProps = {
  review: Review
  /** Counts the answers: rows of an older one are stale. */
  version: number
  wizard: Wizard
  view: View
  onView: (view: View) => void
  choose: (patch: Partial<Choices>) => void
  onMessage: () => void
  onMended: () => void
}

/** Who gets the text and who does not, person by person. */
export function Recipients(props: RecipientsProps) {
  const { review, version, wizard, view, onView, choose, onMessage, onMended } = props
  const { tab, shown } = view
  const say = useCount()
  const [search, setSearch] = useState('')
  const showAll = () => onView({ ...view, shown: null })
  return (
    <Tabs
      value={tab}
      onChange={(value) => onView({ ...view, tab: value === 'wont' ? 'wont' : 'will' })}
      keepMounted={false}
      className={text.fill}
      flex="1 0 320px"
      pt={6}
    >
      <Tabs.List mx="gutter">
        <Tabs.Tab value="will">
          Will get <small>{say(review.will)}</small>
        </Tabs.Tab>
        <Tabs.Tab value="wont">
          Won’t get <small>{say(review.wont)}</small>
        </Tabs.Tab>
      </Tabs.List>
      <Group flex="none" py="sm" px="gutter">
        <SearchField
          label="Search in these recipients"
          placeholder="Search in these"
          value={search}
          onChange={setSearch}
        />
        {shown && tab === 'will' && (
          <Button size="xs" variant="default" onClick={showAll}>
            Showing {say(shown.recipientIds.length)}: show all again
          </Button>
        )}
        <span className={text.grow} />
        <span className={`${text.small} ${text.muted}`}>
          {say(review.selected)} selected = {say(review.will)} will get it + {say(review.wont)} won’t
        </span>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => void exportReview(review.reviewId).then(download).catch(toastError)}
        >
          Export
        </Button>
      </Group>
      <Tabs.Panel value="will" className={text.fill}>
        <WillTable
          review={review}
          version={`${review.reviewId} ${version}`}
          search={search}
          only={shown?.recipientIds ?? null}
          wizard={wizard}
          onLeaveOut={(id) => choose({ leaveOut: leavingOut(wizard.choices, [id]) })}
          onClear={() => {
            setSearch('')
            showAll()
          }}
          onWhy={() => onView({ ...view, tab: 'wont' })}
        />
      </Tabs.Panel>
      <Tabs.Panel value="wont" className={text.fill}>
        <WontGroups
          review={review}
          version={version}
          search={search}
          onPutBack={(ids) => choose({ leaveOut: puttingBack(wizard.choices, ids) })}
          onPerPerson={() => choose({ each: 'person' })}
          onMessage={onMessage}
          onMended={onMended}
          onClear={() => setSearch('')}
        />
      </Tabs.Panel>
    </Tabs>
  )
}
