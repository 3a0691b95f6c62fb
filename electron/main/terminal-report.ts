import { basename } from 'node:path';
import type { CallRecord } from '../contract/call-record.ts';
import type { OutputTail } from '../contract/fault.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import { buildText } from '../contract/identity.ts';
import type { LibraryState } from '../contract/session-state.ts';
import { faultSentence } from '../processes/fault-text.ts';
import { visibleText } from './terminal-text.ts';

const shortBuildLength = 12;

/** One line for an opened library: what it exports, needs and is; null when its history says already why nothing is known. */
export function libraryLine(state: LibraryState): string | null {
  const facts = state.generation?.facts ?? state.fileFacts;
  if (!facts) return null;
  const build = state.generation ? ` · build ${shortBuild(buildText(state.generation.build))}` : '';
  const counts = `${facts.exportCount} exports · ${facts.importCount} imports · ${facts.needed.length} needed`;
  return `${visibleText(state.name, 80)}  opened · ${counts}${build} · ${visibleText(state.path)}`;
}

/** One line for an attempt to load: the verdict, and what changed or why not. */
export function historyLine(name: string, entry: HistoryEntry): string {
  const number = entry.generation === null ? '–' : `#${entry.generation}`;
  const parts = [
    `${entry.verdict} in ${Math.round(entry.durationMs)} ms`,
    inodeText(entry),
    entry.after?.build ? `build ${shortBuild(buildText(entry.after.build))}` : '',
    entry.compared ? changeText(entry) : '',
    neededText(entry),
    entry.failure ? visibleText(entry.failure.message) : '',
    entry.failure?.detail ? visibleText(entry.failure.detail.trim()) : '',
    entry.fault ? faultSentence(entry.fault) : '',
    ...(entry.proof?.reasons ?? []).map(({ cause }) => visibleText(cause)),
    entry.verdict !== 'loaded' && entry.answering !== null ? `#${entry.answering} still answers` : '',
  ];
  return `${visibleText(name, 80)}  ${number} ${parts.filter((part) => part !== '').join(' · ')}`;
}

function inodeText({ before, after }: HistoryEntry): string {
  if (!after) return '';
  const changed = before && before.identity.ino !== after.identity.ino;
  return changed ? `inode ${before.identity.ino} → ${after.identity.ino}` : `inode ${after.identity.ino}`;
}

function changeText({ addedCount, removedCount, changedCount }: HistoryEntry): string {
  return `${addedCount} added, ${removedCount} removed, ${changedCount} changed`;
}

function neededText({ needed }: HistoryEntry): string {
  return needed.map(({ path }) => `${visibleText(basename(path), 80)} changed`).join(', ');
}

function shortBuild(text: string): string {
  return visibleText(text.slice(0, shortBuildLength), shortBuildLength);
}

/** One line for a call: what was asked and what came of it. */
export function callLine(name: string, record: CallRecord): string {
  const { symbol, arguments: given } = record.input;
  const call = `${visibleText(symbol, 120)}(${given.map((argument) => visibleText(argument, 60)).join(', ')})`;
  const pinned = record.trigger === 'user' ? '' : `${record.trigger} `;
  return `${visibleText(name, 80)}  #${record.generation} ${pinned}${call} ${outcomeText(record)}`;
}

function outcomeText({ outcome }: CallRecord): string {
  switch (outcome.kind) {
    case 'returned': {
      const value = outcome.type === 'void' ? 'returned' : `= ${visibleText(outcome.text, 200)}`;
      return `${value}${outputText('stdout', outcome.stdout)}${outputText('stderr', outcome.stderr)}`;
    }
    case 'failed':
      return `failed: ${visibleText(outcome.failure.detail ?? outcome.failure.message)}`;
    case 'fault':
      return `fault: ${faultSentence(outcome.fault)}`;
  }
}

function outputText(stream: string, output: OutputTail): string {
  return output.text === '' ? '' : ` · ${stream}: ${visibleText(output.text.trimEnd(), 120)}`;
}
