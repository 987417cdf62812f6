/** After a refused submit the first field that is wrong comes into view; on a phone it is often above the fold. */
export function showFirstError(form: Element): void {
  requestAnimationFrame(() => form.querySelector('.field .error')?.closest('.field')?.scrollIntoView({ block: 'center' }))
}
