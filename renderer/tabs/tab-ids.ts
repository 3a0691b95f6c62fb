/** The one panel that all library tabs control. */
export const libraryPanelId = 'library-panel';

/** Element id of a library's tab. */
export function tabIdOf(libraryId: string): string {
  return `library-tab-${libraryId}`;
}
