import css from './Avatar.module.css'

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}

export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <span className={css.avatar} style={{ '--size': `${size}px` }} aria-hidden>
      {initials(name)}
    </span>
  )
}
