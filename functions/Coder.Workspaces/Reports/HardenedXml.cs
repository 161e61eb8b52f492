using System.Xml;
using System.Xml.Linq;

namespace Coder.Workspaces.Reports;

/// <summary>XML that hostile programs wrote: no document type, nothing fetched, bounded size.</summary>
internal static class HardenedXml
{
    private const long CharactersMax = 64 << 20;

    /// <exception cref="XmlException">Not well-formed, or beyond the bounds.</exception>
    public static XElement Load(Stream stream)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = CharactersMax,
            // Consoles leave control characters in test output; a report is not worthless for that.
            CheckCharacters = false,
        };
        using var reader = XmlReader.Create(stream, settings);
        return XElement.Load(reader);
    }
}
