import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/tables.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Window } from './shell/window.tsx';
import { listenForKeys } from './state/commands.ts';
import { connect } from './state/connect.ts';
import { flushDrafts } from './state/intents.ts';
import { reportBugs } from './state/report-bugs.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

reportBugs();
listenForKeys();
window.addEventListener('pagehide', flushDrafts);
createRoot(root).render(
  <StrictMode>
    <Window />
  </StrictMode>,
);
void connect();
