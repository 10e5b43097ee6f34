import { Group, type GroupProps } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import text from '../text.module.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'accent' | 'second' | 'dimmed'
type SignedWordProps = GroupProps & {
  icon: Icon
  tone?: Tone | undefined
  sign?: number
  children: ReactNode
}

/** A word behind its sign. Quiet when good: only what a person must act on is in a strong colour as a whole. */
export function SignedWord({ icon: Sign, tone = 'second', sign = 15, children, ...rest }: SignedWordProps) {
  const loud = tone === 'warn' || tone === 'bad'
  return (
    <Group
      component="span"
      className={text.inline}
      gap={5}
      miw={0}
      c={loud || tone === 'dimmed' ? tone : 'second'}
      fw={loud ? 550 : undefined}
      {...rest}
    >
      <Sign size={sign} stroke={1.8} aria-hidden color={`var(--mantine-color-${tone}-text, currentColor)`} />
      <span>{children}</span>
    </Group>
  )
}
