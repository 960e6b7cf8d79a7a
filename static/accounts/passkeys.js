// Passkeys are offered only where they can work: they belong to a host name, never to an IP address.
const isNamed = !/^[\d.]+$|:/.test(location.hostname);
const canUse = isNamed && "PublicKeyCredential" in window;
for (const part of document.querySelectorAll("[data-passkeys]")) part.hidden = !canUse;
for (const part of document.querySelectorAll("[data-no-passkeys]")) part.hidden = canUse;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-passkey-failed]")) part.hidden = false;
});
