## Messages on their way, and people who cannot be reached

# In place of an earlier copy of the same message.
see-below = See below: this came a second time.

doubt-message = My line broke while a message to { $name } was on its way, { $since }. I cannot see whether it arrived, and I do not want to send it twice. Did it?
doubt-own = My line broke while a message to you was on its way, { $since }. I cannot see whether it arrived. Is it here?
doubt-post = My line broke while I was posting the summary in { $channel }, { $since }. I cannot see whether it stands there. Was it posted?
doubt-yes = Yes
doubt-send = Send it
doubt-post-it = Post it
doubt-rests = Good. Then nothing more is sent.
doubt-sent = It is on its way once more.
doubt-over = That is settled already.

shut-invitation = { $name } has messages from me switched off, so your invitation has not arrived. Ask { $name } to write me one word, or to type /fivefold next here.
shut-closed = { $name } has messages from me switched off, so what I wrote has not arrived. Nothing is lost. Ask { $name } to write me one word, or to type /fivefold next here.
shut-removed = { $name } and I no longer share a place to write in, so what I wrote has not arrived. Nothing is lost. Once { $name } is back and types /fivefold next, it comes.
shut-deleted = { $name }'s account here is closed, so I cannot write there any more. What you have agreed is kept. You can pause the work, or finish it.
shut-gone = { $name }'s account here is closed, so your invitation cannot arrive. If { $name } has another one, invite that with /fivefold add.
shut-apart = I cannot reach { $name } here, so your invitation has not arrived. { $name } has to be a member of this place, or a guest in it. Once { $name } types /fivefold next here, it comes.
shut-pause = Pause
shut-finish = Finish
shut-uninvited = The weekly post waits: I am not in { $name } yet. Write /invite @Fivefold there. I look again every ten minutes, and nothing else is to do.
shut-unpermitted = The weekly post waits: I may not write in { $name } yet. In its settings, Permissions, add Fivefold with View Channel, Send Messages and Attach Files. I look again every ten minutes, and nothing else is to do.
shut-channel = I can no longer write in { $name }: it was closed, or I was taken out of it. On Monday I ask you once more where to post.
shut-out = { $platform } has not let me in since { $since }: it no longer takes my key. Whoever runs me has to add me again. Nothing is lost; what waited comes as soon as I am back.
flood = That is a lot at once. I take up to sixty commands in a minute; please wait a moment. What you have answered is kept.
