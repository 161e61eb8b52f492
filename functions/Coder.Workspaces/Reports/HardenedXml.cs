using System.Xml;
using System.Xml.Linq;

namespace Coder.Workspaces.Reports;

/// <summary>XML that hostile programs wrote: no document type, nothing fetched, bounded size and depth.</summary>
internal static class HardenedXml
{
    private const long CharactersMax = 64 << 20;
    private const int DepthMax = 64;

    /// <param name="stream">Seekable.</param>
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
        // A first pass for the depth: building a tree takes time quadratic in it.
        using (var probe = XmlReader.Create(stream, settings))
        {
            while (probe.Read())
            {
                if (probe.Depth > DepthMax) throw new XmlException($"Elements are nested deeper than {DepthMax}.");
            }
        }

        stream.Position = 0;
        using var reader = XmlReader.Create(stream, settings);
        return XElement.Load(reader);
    }
}
