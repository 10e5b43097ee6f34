import { NavLink, Stack, Title } from '@mantine/core'
import { Suspense } from 'react'
import { Link, useParams } from 'react-router'
import { useMay } from '../../app/client/session'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Note } from '../../ui/feedback/Note'
import { ROLE_WORD } from '../../ui/words'
import { SECTIONS, type Section } from './sections'
import css from './settings.module.css'
import { useSettings } from './use-settings'

export function SettingsScreen() {
  const { section: path } = useParams()
  const { data: settings, error, refetch } = useSettings()
  const section = SECTIONS.find((one) => one.path === path) ?? SECTIONS[0]
  if (!section) return null
  return (
    <div className={css.settings}>
      <nav aria-label="Settings">
        <Title order={1} p="2px 8px 10px">
          Settings
        </Title>
        {SECTIONS.map((one) => (
          <NavLink
            key={one.path}
            component={Link}
            to={`/settings/${one.path}`}
            label={one.label}
            active={one === section}
            aria-current={one === section ? 'page' : undefined}
          />
        ))}
      </nav>
      <div className={css.main} tabIndex={0} role="region" aria-label={section.label}>
        <Stack gap="lg" maw={860} p="16px var(--db-gutter) 28px" mih="100%" key={section.path}>
          {error && (
            <ErrorState what="The settings could not be read" error={error} onRetry={() => void refetch()} />
          )}
          {settings && (
            <Suspense fallback={<LoadingLine on />}>
              <WhoMay section={section} />
              <section.Component settings={settings} />
            </Suspense>
          )}
        </Stack>
      </div>
    </div>
  )
}

function WhoMay({ section }: { section: Section }) {
  const may = useMay(section.changes)
  if (may) return null
  return (
    <Note>
      Only {section.changes === 'admin' ? 'an' : 'a'} {ROLE_WORD[section.changes]} can change this.
    </Note>
  )
}
