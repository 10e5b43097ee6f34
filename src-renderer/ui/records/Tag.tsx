import css from './Tag.module.css'

export function Tag({ children }: { children: string }) {
  return <span className={css.tag}>{children}</span>
}
