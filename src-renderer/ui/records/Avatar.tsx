import { Avatar as Round } from '@mantine/core'

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}

export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <Round component="span" size={size} aria-hidden>
      {initials(name)}
    </Round>
  )
}
