/** Where a link is shared to, with it filled in. */
export function shareLinks(url: string, title: string) {
  const link = encodeURIComponent(url);
  return {
    x: `https://x.com/intent/post?url=${link}&text=${encodeURIComponent(title)}`,
    linkedin: `https://www.linkedin.com/sharing/share-offsite/?url=${link}`,
    facebook: `https://www.facebook.com/sharer/sharer.php?u=${link}`,
  };
}
