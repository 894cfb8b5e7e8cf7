import { createHash } from 'node:crypto';
import type { HTTPReceiverOptions } from '@slack/bolt';
import { NeedsAdmin } from '../../delivery/platform.ts';
import type { Installations } from '../../store/installations.ts';
import { REDIRECT_PATH } from './manifest.ts';
import { scopesFor } from './scopes.ts';
import type { SlackSettings } from './settings.ts';

/** The pages /slack/install and /slack/oauth_redirect, by which workspaces install the app; empty where one token is set. */
export type InstallPages = Pick<
  HTTPReceiverOptions,
  'clientId' | 'clientSecret' | 'stateSecret' | 'scopes' | 'redirectUri' | 'installationStore' | 'installerOptions'
>;

export function installPages(
  { clientId, clientSecret, publicUrl, botToken, readsChannels }: SlackSettings,
  installations: Installations | null,
  onInstalled: (facts: { team: string; installer: string }) => Promise<void>,
): InstallPages {
  if (clientId === null || clientSecret === null || botToken !== null) return {};
  if (publicUrl === null || !installations) {
    throw new NeedsAdmin(
      'SLACK_CLIENT_ID and SLACK_CLIENT_SECRET let many workspaces install Copydesk, and need PUBLIC_URL: the https address at which Slack’s users reach this server.',
    );
  }
  return {
    clientId,
    clientSecret,
    // Signs the state that goes through the browser; any process of ours must know it.
    stateSecret: createHash('sha256').update(`slack state ${clientSecret}`).digest('hex'),
    scopes: scopesFor({ readsChannels }).map(({ scope }) => scope),
    redirectUri: new URL(REDIRECT_PATH, publicUrl).href,
    installationStore: storeFor(installations, onInstalled),
    installerOptions: { directInstall: true, redirectUriPath: REDIRECT_PATH },
  };
}

function storeFor(
  installations: Installations,
  onInstalled: (facts: { team: string; installer: string }) => Promise<void>,
): NonNullable<HTTPReceiverOptions['installationStore']> {
  return {
    async storeInstallation({ team, bot, user, isEnterpriseInstall }) {
      if (isEnterpriseInstall || !team || !bot)
        throw new Error('Copydesk is installed in workspaces, not in an organisation');
      await installations.save({
        team: team.id,
        botToken: bot.token,
        botUserId: bot.userId,
        botId: bot.id,
        installer: user.id,
        scopes: bot.scopes,
      });
      await onInstalled({ team: team.id, installer: user.id });
    },
    fetchInstallation() {
      // The inbox finds tokens by itself.
      throw new Error('not asked for');
    },
    async deleteInstallation({ teamId }) {
      if (teamId !== undefined) await installations.remove(teamId);
    },
  };
}
