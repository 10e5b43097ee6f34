/** The desk bell. */
export function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden fill="var(--db-accent)">
      <rect x="10" y="3" width="2" height="3.4" rx="1" />
      <rect x="7.8" y="2.2" width="6.4" height="2" rx="1" />
      <path d="M3 15.2a8 8 0 0 1 16 0z" />
      <rect x="1.6" y="16.8" width="18.8" height="2.6" rx="1.3" />
    </svg>
  )
}
