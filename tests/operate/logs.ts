/** What a BinderHub said in its log, with the times that Kubernetes puts before, as it was recorded on a hub. */
export const binderLog = String.raw`2026-11-27T14:15:46.438471739Z Loading /etc/binderhub/config/values.yaml
2026-11-27T14:15:46.448450621Z [BinderHub] WARNING | BinderHub.build_node_selector is deprecated, use KubernetesBuildExecutor.node_selector
2026-11-27T14:15:46.460956204Z [I 261127 14:15:46 app:1134] BinderHub starting on port 8585
2026-11-27T14:15:50.859953999Z [I 261127 14:15:50 log:135] 302 GET /services/binder/ -> http://203.0.113.213/hub/api/oauth2/authorize?client_id=service-binderhub&redirect_uri=http%3A%2F%2F203.0.113.213%2Fservices%2Fbinder%2Foauth_callback&response_type=code&state=[secret] (@10.244.0.172) 3.09ms
2026-11-27T14:15:57.743833172Z [I 261127 14:15:57 registry:115] Loading docker config /root/.docker/config.json
2026-11-27T14:15:57.793117117Z [I 261127 14:15:57 build:595] Started build build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-a2bf13-e71-5b
2026-11-27T14:15:57.794302271Z [I 261127 14:15:57 build:597] Watching build pod build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-a2bf13-e71-5b
2026-11-27T14:15:58.336780444Z [I 261127 14:15:58 build:683] Watching logs of build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-a2bf13-e71-5b
2026-11-27T14:16:23.950049722Z [I 261127 14:16:23 build:715] Finished streaming logs of build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-a2bf13-e71-5b
2026-11-27T14:16:24.472057627Z [I 261127 14:16:24 builder:695] Launching server for git://Git.lAb.EXAMPLe.oRG/hello.git: 0 other servers running this repo (0 total)
2026-11-27T14:16:24.484821966Z [I 261127 14:16:24 launcher:258] Starting server for user binder-check with image 203.0.113.2:5000/binder-prod-06617033-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhello-2egit-a2bf13:e71cd8a6b1740389c70b04747fa645d924c0b0b3
2026-11-27T14:16:33.311987914Z [I 261127 14:16:33 builder:803] Launched git://Git.lAb.EXAMPLe.oRG/hello.git in 9s
2026-11-27T14:17:33.315680430Z [I 261127 14:17:33 log:135] 200 GET /services/binder/build/git/git%3A%2F%2FGit.lAb.EXAMPLe.oRG%2Fhello.git/HEAD (binder-check@::ffff:10.244.0.1) 95656.49ms
2026-11-27T14:20:51.462957558Z [I 261127 14:20:51 log:135] 200 GET /services/binder/build/git/git%3A%2F%2Fgit.lab.example.org%2Fhello.git/nosuchref (binder-check@::ffff:10.244.0.1) 66.51ms
2026-11-27T14:20:52.657357852Z [I 261127 14:20:52 build:595] Started build build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fbro-520dbd-b2c-d2
2026-11-27T14:20:52.657432383Z [I 261127 14:20:52 build:597] Watching build pod build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fbro-520dbd-b2c-d2
2026-11-27T14:20:53.322550293Z [I 261127 14:20:53 build:683] Watching logs of build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fbro-520dbd-b2c-d2
2026-11-27T14:20:55.473883463Z [I 261127 14:20:55 build:715] Finished streaming logs of build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fbro-520dbd-b2c-d2
2026-11-27T14:20:55.786156750Z [I 261127 14:20:55 build:595] Started build build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-f69a7c-e71-5b
2026-11-27T14:20:55.786174757Z [I 261127 14:20:55 build:597] Watching build pod build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-f69a7c-e71-5b
2026-11-27T14:20:56.312657192Z [W 261127 14:20:56 builder:162] Stream closed while handling /services/binder/build/git/git%3A%2F%2Fgit.lab.example.org%2Fbroken.git/HEAD, ip=::ffff:10.244.0.1, user_agent='undici'
2026-11-27T14:20:56.314884598Z [I 261127 14:20:56 log:135] 200 GET /services/binder/build/git/git%3A%2F%2Fgit.lab.example.org%2Fbroken.git/HEAD (binder-check@::ffff:10.244.0.1) 3756.91ms
2026-11-27T14:20:56.533023706Z [I 261127 14:20:56 build:683] Watching logs of build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-f69a7c-e71-5b
2026-11-27T14:20:58.401993252Z [I 261127 14:20:58 build:715] Finished streaming logs of build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhel-f69a7c-e71-5b
2026-11-27T14:20:59.462998705Z [I 261127 14:20:59 builder:695] Launching server for git://git.lab.example.org/hello.git: 0 other servers running this repo (1 total)
2026-11-27T14:20:59.511806460Z [E 261127 14:20:59 builder:778] Retrying launch of git://git.lab.example.org/hello.git after error (duration=0s, attempt=1): HTTPError()
2026-11-27T14:21:03.522789675Z [E 261127 14:21:03 builder:778] Retrying launch of git://git.lab.example.org/hello.git after error (duration=0s, attempt=2): HTTPError()
2026-11-27T14:21:11.539293675Z [E 261127 14:21:11 builder:778] Retrying launch of git://git.lab.example.org/hello.git after error (duration=0s, attempt=3): HTTPError()
2026-11-27T14:21:27.556203014Z [W 261127 14:21:27 web:1964] 409 GET /services/binder/build/git/git%3A%2F%2Fgit.lab.example.org%2Fhello.git/HEAD (::ffff:10.244.0.1): User binder-check already has a running server.
2026-11-27T14:21:27.556327009Z [I 261127 14:21:27 log:135] 200 GET /services/binder/build/git/git%3A%2F%2Fgit.lab.example.org%2Fhello.git/HEAD (binder-check@::ffff:10.244.0.1) 31863.85ms
`;

/** A repository, its link and its image. */
export const hello = "https://github.com/owner/hello";
export const link = "gh/owner/hello/HEAD";
export const image = "registry.example.org/binder-owner-2dhello-0a1b2c:e71cd8a6b1740389c70b04747fa645d924c0b0b3";

/** A line as BinderHub writes it. */
export function line(time: string, place: string, text: string, level = "I"): string {
  return `2026-11-27T${time}.500000000Z [${level} 261127 ${time} ${place}] ${text}`;
}
