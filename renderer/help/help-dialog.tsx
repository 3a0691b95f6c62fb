import type { ReactNode } from 'react';
import { pinnedSigns } from '../pinned/pinned-state.ts';
import { openSample, updateSettings } from '../state/intents.ts';
import { currentState, useSelector } from '../state/store.ts';
import { Modal } from '../ui/modal.tsx';
import { severitySigns } from '../wording/change-wording.ts';
import { freshnessLegend } from '../wording/freshness-legend.ts';
import { bindWords, columnWords, kindWords } from '../wording/symbol-wording.ts';
import { verdictSigns } from '../wording/verdict-wording.ts';
import { keyRows } from './key-rows.ts';
import { SignLegend, WordLegend } from './legend.tsx';
import './help.css';

/** Keys, and what every sign and column means. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const versions = useSelector((state) => state.snapshot?.versions);
  const showGuide = () => {
    updateSettings({ guideDismissed: false });
    if (currentState().snapshot?.guide === null) openSample();
    onClose();
  };
  return (
    <Modal title="Keys and legend" onClose={onClose} className="help">
      <div className="help-columns">
        <section>
          <h3>Keys</h3>
          <dl className="help-keys">
            {keyRows.map(([keys, meaning]) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <h3>Where your code runs</h3>
          <p className="dim">
            Looking at a library never runs it. Loading does: its constructors run, and called functions have
            all the rights of your user. An isolated process keeps a crash away from this window; it is no
            protection from hostile code.
          </p>
          <button type="button" className="button small" onClick={showGuide}>
            Show the guide with the sample
          </button>
          <p className="faint help-versions">
            dlscope {versions?.app} · Electron {versions?.electron} · Chromium {versions?.chromium} · Node{' '}
            {versions?.node} · {versions?.libc}
          </p>
        </section>
        <section>
          <h3>The running build and the file</h3>
          <SignLegend signs={freshnessLegend} />
          <h3>Reload history</h3>
          <SignLegend signs={Object.values(verdictSigns)} />
          <h3>What changed</h3>
          <SignLegend signs={Object.values(severitySigns)} />
          <h3>Pinned calls</h3>
          <SignLegend signs={Object.values(pinnedSigns)} />
          <h3>Columns</h3>
          <WordLegend words={Object.values(columnWords)} />
          <h3>Kinds of symbols</h3>
          <WordLegend words={Object.values(kindWords)} />
          <h3>Binding</h3>
          <WordLegend
            words={Object.entries(bindWords).map(([name, meaning]) => ({
              label: name.toLowerCase(),
              meaning,
            }))}
          />
        </section>
      </div>
    </Modal>
  );
}
