import { defineCommand } from '../src/chat/command.ts';
import { required, text } from '../src/chat/options.ts';
import { type RemovePorts, removePost } from '../src/desk/remove-post.ts';
import { UserError } from '../src/errors.ts';

export default defineCommand({
  name: 'remove',
  description: 'Remove a message of mine that you asked for',
  access: 'everyone',
  opens: 'private',
  isHidden: true,
  onMessage: {
    label: 'Remove',
    read({ ref, isOurs }) {
      if (!isOurs) throw new UserError('notOurPost');
      return [{ message: ref }];
    },
  },
  options: { message: required(text('The message’s ref')) },

  async run(call, ports: RemovePorts) {
    return await removePost(call.options.message, call, ports);
  },
});
