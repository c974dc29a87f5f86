/** The attachment with which Teams hands a bot a file that was dropped into a personal chat. */
export function sentFile(downloadUrl: string, name = 'acceptances.csv') {
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: `https://contoso.sharepoint.com/personal/camille/${name}`,
    name,
    content: {
      downloadUrl,
      uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C9D',
      fileType: name.split('.').at(-1),
    },
  };
}

/** The answer to an offer of a file, as Teams sends it. */
export function fileConsent(
  action: 'accept' | 'decline',
  context: unknown,
  uploadUrl = 'http://127.0.0.1:9/upload',
) {
  const name = 'result.csv';
  return {
    type: 'invoke',
    name: 'fileConsent/invoke',
    value: {
      type: 'fileUpload',
      action,
      context,
      ...(action === 'accept' && {
        uploadInfo: {
          contentUrl: 'https://contoso-my.sharepoint.com/personal/camille/Documents/result.csv',
          name,
          uploadUrl,
          uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C9D',
          fileType: 'csv',
        },
      }),
    },
  };
}
