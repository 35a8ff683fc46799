/**
 * The frame of every mail in HTML, as a Handlebars template. Tables and inline styles, because that is
 * what mail programs understand; no image and nothing from elsewhere. Those that are dark and know the rule have
 * colours of their own.
 */
export const mailLayout = `<!doctype html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{subject}}</title>
<style>
@media (prefers-color-scheme: dark) {
.page{background:#18181b !important;color:#f4f4f5 !important}
.card{background:#27272a !important}
.small,.small a{color:#a1a1aa !important}
.button{background:#fdba74 !important;color:#18181b !important}
}
</style>
</head>
<body class="page" style="margin:0;background:#f4f4f5;font-family:Helvetica,Arial,sans-serif;color:#18181b">
<div style="display:none;max-height:0;overflow:hidden">{{preheader}}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:520px;background:#ffffff;border-radius:12px">
<tr><td style="padding:32px">
{{#if brand}}
<p class="small" style="margin:0 0 8px;font-size:14px;color:#52525b">{{brand}}</p>
{{/if}}
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">{{heading}}</h1>
{{#each paragraphs}}
<p style="margin:0 0 16px;font-size:16px;line-height:1.5">{{this}}</p>
{{/each}}
<p style="margin:24px 0 0"><a href="{{link}}" class="button" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#c2410c;color:#ffffff;font-size:16px;text-decoration:none">{{action}}</a></p>
</td></tr>
</table>
<p class="small" style="margin:16px 0 0;max-width:520px;font-size:12px;line-height:1.5;color:#52525b">{{footer}} <a href="{{preferencesUrl}}" style="color:#52525b">{{preferences}}</a> · <a href="{{unsubscribeUrl}}" style="color:#52525b">{{unsubscribe}}</a>{{#if postalAddress}}<br>{{postalAddress}}{{/if}}</p>
</td></tr></table>
</body>
</html>
`;
