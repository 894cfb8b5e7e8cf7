/**
 * The limits that stand in the prose of @slack/types 3.2, not in its types. By an object's `type`: characters of the text
 * at a path ("fields.*.text": each of them), and how many items a list may hold.
 */
export const CHARACTERS: Record<string, Record<string, number>> = {
  plain_text: { text: 3000 },
  mrkdwn: { text: 3000 },
  header: { 'text.text': 150 },
  section: { 'text.text': 3000, 'fields.*.text': 2000 },
  markdown: { text: 12_000 },
  image: { alt_text: 2000, 'title.text': 2000, image_url: 3000 },
  input: { 'label.text': 2000, 'hint.text': 2000 },
  card: { 'title.text': 150, 'subtitle.text': 150, 'body.text': 200 },
  container: { 'title.text': 150, 'subtitle.text': 150 },
  video: { 'title.text': 199, author_name: 49 },
  button: { 'text.text': 75, value: 2000, url: 3000, accessibility_label: 75 },
  workflow_button: { 'text.text': 75, accessibility_label: 75 },
  icon_button: { accessibility_label: 75 },
  feedback_buttons: {
    'positive_button.text.text': 75,
    'positive_button.accessibility_label': 75,
    'positive_button.value': 2000,
    'negative_button.text.text': 75,
    'negative_button.accessibility_label': 75,
    'negative_button.value': 2000,
  },
  modal: {
    'title.text': 24,
    'submit.text': 24,
    'close.text': 24,
    private_metadata: 3000,
    callback_id: 255,
    external_id: 255,
  },
  home: { private_metadata: 3000, callback_id: 255, external_id: 255 },
  task_update: { title: 256 },
  plan_update: { title: 256 },
  /** Options have no type of their own; they are known by their place. */
  option: { 'text.text': 75, value: 75, 'description.text': 75, url: 3000 },
  option_group: { 'label.text': 75 },
  confirm: { 'title.text': 100, 'text.text': 300, 'confirm.text': 30, 'deny.text': 30 },
};

/** Whatever has it. */
export const CHARACTERS_ANYWHERE: Record<string, number> = { action_id: 255, block_id: 255, 'placeholder.text': 150 };

export const ITEMS: Record<string, Record<string, readonly [number, number]>> = {
  actions: { elements: [1, 25] },
  context: { elements: [1, 10] },
  context_actions: { elements: [1, 5] },
  section: { fields: [1, 10] },
  carousel: { elements: [1, 10] },
  container: { child_blocks: [1, 10] },
  table: { rows: [1, 100], 'rows.*': [1, 20], column_settings: [0, 20] },
  static_select: { options: [1, 100], option_groups: [1, 100], 'option_groups.*.options': [1, 100] },
  multi_static_select: { options: [1, 100], option_groups: [1, 100], 'option_groups.*.options': [1, 100] },
  checkboxes: { options: [1, 10] },
  radio_buttons: { options: [1, 10] },
  overflow: { options: [1, 5] },
  modal: { blocks: [0, 100] },
  home: { blocks: [0, 100] },
  /** A chunk of a stream. */
  blocks: { blocks: [1, 50] },
};

/** Numbers that stand in a field. */
export const NUMBERS: Record<string, Record<string, readonly [number, number]>> = {
  plain_text_input: { min_length: [0, 3000], max_length: [1, 3000] },
  file_input: { max_files: [1, 10] },
  data_table: { page_size: [1, 100] },
};

/** Blocks that only messages may hold. */
export const MESSAGES_ONLY = new Set([
  'markdown',
  'table',
  'data_table',
  'context_actions',
  'task_card',
  'plan',
  'file',
]);

export const MESSAGE = { blocks: 50, text: 40_000, markdown: 12_000, attachments: 100, metadataBytes: 16_000 };
