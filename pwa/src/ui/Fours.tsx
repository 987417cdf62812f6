// A code as people read it, in fours: the gap is drawn, not typed, so that a copy holds letters only.
export function Fours({ code, id }: { code: string; id?: string }) {
  const groups = code.replace(/-/g, '').match(/.{1,4}/g) ?? []
  return <span class="code fours" id={id}>{groups.map((group, index) => <span key={index}>{group}</span>)}</span>
}
