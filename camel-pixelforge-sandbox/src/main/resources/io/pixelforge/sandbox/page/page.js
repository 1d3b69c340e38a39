'use strict';

/* Everything from the sandbox is put in as text, never as HTML; nodes are kept and changed only where they differ, so
   that focus and selection stay. */

const POLL_MS = 1000;
const NEWS_MS = 5000;
const SIGNS = { QUEUED: '◷', PROCESSING: '◐', COMPLETED: '✓', FAILED: '✕', ERROR: '!' };
const WAITING = { QUEUED: 'queued', PROCESSING: 'in the works', FAILED: 'no picture', ERROR: 'no picture' };
const REQUESTS = {
  submits: 'Submits',
  status_calls: 'Status calls',
  media_calls: 'Downloads of results',
  upload_calls: 'Uploads, stored or fetched',
  generates: 'Generates',
  callbacks: 'Callbacks sent',
  callbacks_taken: 'Callbacks answered with 2xx',
  media_calls_with_secrets: 'Downloads that carried a secret',
  peak_concurrent_calls: 'Most calls at once',
};

const $ = id => document.getElementById(id);

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children);
  return made;
}

function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function show(node, shown) {
  node.hidden = !shown;
}

/** Makes the children of a list those of the items, in their order; keeps the nodes of items that stay. */
function sync(list, items, keyOf, make, update) {
  const old = new Map([...list.children].map(child => [child.dataset.key, child]));
  let next = list.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = old.get(key);
    old.delete(key);
    if (!child) {
      child = make(item);
      child.dataset.key = key;
    }
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      list.insertBefore(child, next);
    }
    update(child, item);
  }
  old.forEach(child => child.remove());
}

/* ---- calls ---- */

async function call(method, path, options = {}) {
  const answer = await fetch(path, { method, cache: 'no-store', redirect: 'manual', ...options });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${answer.status || answer.type} ${messageOf(text)}`);
  }
  return text ? JSON.parse(text) : {};
}

function messageOf(text) {
  try {
    return JSON.parse(text).message || '';
  } catch (e) {
    return text.slice(0, 200);
  }
}

const json = body => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

function tell(message, text, wrong = false) {
  setText(message, text);
  message.classList.toggle('wrong', wrong);
}

/* ---- jobs ---- */

function duration(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 120) {
    return `${Math.round(seconds)} s`;
  }
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function age(job, now) {
  const created = Date.parse(job.created_at);
  if (job.status === 'QUEUED') {
    return `for ${duration(now - created)}`;
  }
  if (job.status === 'PROCESSING') {
    return `for ${duration(now - Date.parse(job.starts_at))}`;
  }
  const ended = Date.parse(job.ends_at);
  return `after ${duration(ended - created)}, ${duration(now - ended)} ago`;
}

function figure(caption) {
  return element('figure', '', element('div', 'frame'), element('figcaption', '', caption));
}

function setPicture(figureNode, job, source, alt, otherwise) {
  const frame = figureNode.firstElementChild;
  frame.style.aspectRatio = Math.min(2, Math.max(0.5, job.width / job.height));
  if (!source) {
    if (!frame.firstElementChild) {
      setText(frame, otherwise);
    }
    return;
  }
  if (frame.dataset.source === source) {
    return;
  }
  frame.dataset.source = source;
  const image = document.createElement('img');
  image.alt = alt;
  image.loading = 'lazy';
  image.addEventListener('error', () => frame.replaceChildren('cannot be shown'));
  image.src = source;
  frame.replaceChildren(image);
}

function makeJob(job) {
  const pictures = element('div', 'pictures', figure('Before'));
  const facts = element('p', 'facts', element('span', 'state'), element('span', 'age'), element('span', 'charge'));
  if (job.operation === 'generate') {
    facts.append(element('span', '', 'generated'));
  }
  const error = element('p', 'wrong');
  const progress = document.createElement('progress');
  progress.setAttribute('aria-label', 'Progress');
  const about = element('div', 'about',
    element('h3', '', job.prompt), facts, progress, error,
    element('p', 'code', job.id),
    element('p', 'code', job.image_urls.join('\n')));
  return element('li', '', pictures, about);
}

function updateJob(item, job, now) {
  const pictures = item.querySelector('.pictures');
  const count = Math.max(1, job.results);
  while (pictures.children.length < count + 1) {
    const number = pictures.children.length;
    pictures.append(figure(number > 1 ? `After, ${number}` : 'After'));
  }
  const base = `/sandbox/jobs/${encodeURIComponent(job.id)}`;
  setPicture(pictures.children[0], job, `${base}/before`, 'The picture as it was sent', '');
  for (let i = 1; i <= count; i++) {
    const source = i <= job.results ? `${base}/after/${i}` : '';
    setPicture(pictures.children[i], job, source, 'The picture in its new light', WAITING[job.status] || '');
  }
  const state = item.querySelector('.state');
  if (state.dataset.sign !== SIGNS[job.status]) {
    state.dataset.sign = SIGNS[job.status];
    state.className = `state ${job.status}`;
  }
  setText(state, job.status);
  setText(item.querySelector('.age'), age(job, now));
  setText(item.querySelector('.charge'), job.charged ? 'charged' : 'not charged');
  const progress = item.querySelector('progress');
  const running = job.status === 'QUEUED' || job.status === 'PROCESSING';
  show(progress, running);
  if (running) {
    const created = Date.parse(job.created_at);
    progress.value = Math.min(1, (now - created) / Math.max(1, Date.parse(job.ends_at) - created));
  }
  const error = item.querySelector('.about > .wrong');
  show(error, Boolean(job.error));
  setText(error, job.error || '');
}

/* ---- what has changed, said now and then ---- */

const lastStatus = new Map();
const ends = { COMPLETED: 0, FAILED: 0, ERROR: 0 };
let firstLook = true;
let newsDue = 0;

function noticeEnds(jobs) {
  const before = new Map(lastStatus);
  lastStatus.clear();
  for (const job of jobs) {
    lastStatus.set(job.id, job.status);
    if (!firstLook && before.get(job.id) !== job.status && job.status in ends) {
      ends[job.status]++;
    }
  }
  firstLook = false;
  const total = ends.COMPLETED + ends.FAILED + ends.ERROR;
  if (total > 0 && Date.now() >= newsDue) {
    newsDue = Date.now() + NEWS_MS;
    const bad = ends.FAILED + ends.ERROR;
    setText($('news'), `${total} ${total === 1 ? 'job has' : 'jobs have'} ended${bad ? `, ${bad} without a picture` : ''}.`);
    ends.COMPLETED = ends.FAILED = ends.ERROR = 0;
  }
}

/* ---- faults ---- */

function conditions(fault) {
  const parts = [fault.left === 0 ? 'all calls' : `${fault.left} ${fault.left === 1 ? 'call' : 'calls'} more`];
  if (fault.probability < 1) {
    parts.push(`probability ${fault.probability}`);
  }
  if (fault.containing) {
    parts.push(`if the body holds “${fault.containing}”`);
  }
  if (fault.request) {
    parts.push(`for ${fault.request}`);
  }
  return parts.join(', ');
}

function makeFault(fault) {
  const off = element('button', '', 'Switch off');
  off.type = 'button';
  off.setAttribute('aria-label', `Switch off ${fault.on}: ${fault.fault}`);
  off.addEventListener('click', () => switchOff(fault, off));
  return element('li', '',
    element('div', '', element('p', '', `${fault.on}: ${fault.fault}`), element('p', 'hint')), off);
}

async function switchOff(fault, button) {
  const item = button.closest('li');
  const neighbour = item.nextElementSibling || item.previousElementSibling;
  try {
    await call('DELETE', `/sandbox/faults/${fault.number}`);
    tell($('fault-message'), `Switched off: ${fault.on}: ${fault.fault}`);
  } catch (e) {
    tell($('fault-message'), e.message, true);
  }
  const focused = item.contains(document.activeElement);
  item.remove();
  if (focused) {
    (neighbour ? neighbour.querySelector('button') : $('faults')).focus();
  }
  look();
}

let names = [];

function offerNames() {
  const select = $('fault-name');
  const before = select.value;
  const fitting = names.filter(name => !name.only || name.only === $('fault-on').value);
  select.replaceChildren(...fitting.map(name => new Option(name.fault, name.fault)));
  if (fitting.some(name => name.fault === before)) {
    select.value = before;
  }
  offerArgument();
}

function offerArgument() {
  const name = names.find(each => each.fault === $('fault-name').value);
  const argument = $('fault-argument');
  setText($('fault-meaning'), name.meaning);
  show($('fault-argument-field'), Boolean(name.parameter));
  argument.disabled = !name.parameter;
  if (argument.dataset.of !== name.fault) {
    argument.dataset.of = name.fault;
    argument.value = name.example || '';
    setText($('fault-argument-label'), (name.parameter || 'argument').replace('_', ' '));
  }
}

function faultAsJson() {
  const name = names.find(each => each.fault === $('fault-name').value);
  const fault = { on: $('fault-on').value, fault: name.fault };
  if (name.parameter) {
    const text = $('fault-argument').value;
    fault[name.parameter] = ['status', 'bytes'].includes(name.parameter) && text.trim() !== '' ? Number(text) : text;
  }
  if ($('fault-always').checked) {
    fault.always = true;
  } else {
    fault.times = Number($('fault-times').value);
  }
  if ($('fault-containing').value) {
    fault.containing = $('fault-containing').value;
  }
  if ($('fault-request').value) {
    fault.request = $('fault-request').value;
  }
  if ($('fault-probability').value) {
    fault.probability = Number($('fault-probability').value);
  }
  if ($('fault-retry-after').value) {
    fault.retry_after = Number($('fault-retry-after').value);
  }
  return fault;
}

async function switchOn(event) {
  event.preventDefault();
  try {
    await call('POST', '/sandbox/faults', json(faultAsJson()));
    tell($('fault-message'), `Switched on: ${$('fault-on').value}: ${$('fault-name').value}`);
  } catch (e) {
    tell($('fault-message'), e.message, true);
  }
  look();
}

/* ---- relighting, as a client does it ---- */

async function upload(file) {
  const path = `/uploads/${encodeURIComponent(file.name)}`;
  return (await call('PUT', path, { headers: { 'Content-Type': 'application/octet-stream' }, body: file })).url;
}

async function relight(event) {
  event.preventDefault();
  const message = $('relight-message');
  const file = $('picture').files[0];
  tell(message, file ? 'Uploading…' : 'Submitting…');
  try {
    const url = file ? await upload(file) : 'https://example.com/sample.jpg';
    const request = json({ prompt: $('prompt').value, image_urls: [url] });
    request.headers['Cache-Control'] = 'no-cache';
    request.headers['Ocp-Apim-Subscription-Key'] = $('key').value || 'sandbox-page';
    await call('POST', '/pixelforge-relighting-api/v1/relighting/generate', request);
    tell(message, 'The job is accepted.');
  } catch (e) {
    tell(message, `Not accepted: ${e.message}`, true);
  }
  look();
}

/* ---- looking again and again ---- */

function render(state) {
  const now = Date.parse(state.now);
  setText($('charged'), String(state.charged));
  setText($('not-charged'), String(state.not_charged));
  setText($('unfinished'), String(state.unfinished));
  setText($('violation-count'), String(state.violation_count));
  show($('key-field'), state.key_needed);

  sync($('job-list'), state.jobs, job => job.id, makeJob, (item, job) => updateJob(item, job, now));
  show($('no-jobs'), state.jobs.length === 0);
  show($('more-jobs'), state.job_count > state.jobs.length);
  setText($('more-jobs'), `The last ${state.jobs.length} of ${state.job_count}.`);
  noticeEnds(state.jobs);

  sync($('fault-list'), state.faults, fault => fault.number, makeFault,
    (item, fault) => setText(item.querySelector('.hint'), conditions(fault)));
  show($('no-faults'), state.faults.length === 0);

  sync($('requests'), Object.keys(REQUESTS), name => name,
    name => element('div', '', element('dt', '', REQUESTS[name]), element('dd')),
    (item, name) => setText(item.lastElementChild, String(state.requests[name])));

  sync($('violation-list'), state.violations, violation => violation.number,
    violation => element('li', '', element('p', '', violation.faults),
      element('p', 'code', `${violation.method} ${violation.path}`),
      element('p', 'hint')),
    (item, violation) => setText(item.querySelector('.hint'), `${duration(now - Date.parse(violation.at))} ago`));
  show($('no-violations'), state.violations.length === 0);
}

let looks = 0;
let timer;

async function look() {
  clearTimeout(timer);
  const mine = ++looks;
  let state;
  try {
    if (names.length === 0) {
      names = (await call('GET', '/sandbox/faults/names')).faults;
      offerNames();
    }
    state = await call('GET', '/sandbox/state');
  } catch (e) {
    setText($('connection'), 'The sandbox does not answer. Trying again.');
    $('connection').className = 'broken';
    setText($('news'), 'The sandbox does not answer.');
  }
  if (mine !== looks) {
    return;
  }
  if (state) {
    setText($('connection'), `Live at ${location.host}. Nothing is paid.`);
    $('connection').className = '';
    render(state);
  }
  if (!document.hidden) {
    timer = setTimeout(look, POLL_MS);
  }
}

$('relight').addEventListener('submit', relight);
document.querySelectorAll('[data-prompt]').forEach(chip => chip.addEventListener('click', () => {
  $('prompt').value = chip.dataset.prompt;
}));
$('fault').addEventListener('submit', switchOn);
$('fault-on').addEventListener('change', offerNames);
$('fault-name').addEventListener('change', offerArgument);
$('fault-always').addEventListener('change', () => {
  $('fault-times').disabled = $('fault-always').checked;
});
document.addEventListener('visibilitychange', () => document.hidden || look());
look();
